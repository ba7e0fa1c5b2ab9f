import type { JsonDocument } from '../../graph/json-cursor.js';
import type { Steps } from '../../graph/steps.js';
import { JsonReader } from '../../application/json-reader.js';
import { parseSteps } from './parse-json.js';

/** Reads what comes over HTTP as documents are read. */
export class StrictJsonReader extends JsonReader {
  override read(name: string, bytes: Uint8Array): Steps<JsonDocument> {
    return parseSteps(name, bytes);
  }
}
