import type { JsonDocument } from '../../graph/json-cursor.js';
import { JsonReader } from '../../application/json-reader.js';
import { parseJson } from './parse-json.js';

/** Reads what comes over HTTP as documents are read. */
export class StrictJsonReader extends JsonReader {
  override read(name: string, bytes: Uint8Array): JsonDocument {
    return parseJson(name, bytes);
  }
}
