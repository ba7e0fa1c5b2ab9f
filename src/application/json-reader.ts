import type { JsonDocument } from '../graph/json-cursor.js';
import type { Steps } from '../graph/steps.js';

/** Reads JSON as strictly as documents are read: UTF-8, nothing behind the value, repeated keys noted. */
export abstract class JsonReader {
  /** Reads with pauses. @throws Problem `invalid_json` */
  abstract read(name: string, bytes: Uint8Array): Steps<JsonDocument>;
}
