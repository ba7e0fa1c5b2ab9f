import { createHash } from 'node:crypto';
import type { ParsedDocuments, SourceDocuments, StreamProfile } from '../../application/document-source.js';
import { isObject, JsonCursor, type JsonDocument } from '../../graph/json-cursor.js';
import { isName, NAME_RULE } from '../../graph/model.js';
import { invalidDocument, type Fault } from '../../graph/problem.js';
import { atOnce, type Steps } from '../../graph/steps.js';
import { parseSteps } from './parse-json.js';

/** A document is refused beyond this, in bytes. */
export const MOST_BYTES = 16 * 1024 * 1024;

/** Bytes with the name that people know them by. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a folder has of a stream; without a `stream.json` no profile. */
export interface Read {
  readonly index: NamedBytes;
  readonly updates: NamedBytes;
  readonly profile: NamedBytes | null;
}

export function sourceDocuments(stream: string, { index, updates, profile }: Read): SourceDocuments {
  return parsedLater([index, updates, ...(profile ? [profile] : [])], function* () {
    return {
      index: yield* parseSteps(index.name, index.bytes),
      updates: yield* parseSteps(updates.name, updates.bytes),
      profile: profile && readProfile(stream, yield* parseSteps(profile.name, profile.bytes), 'aliases'),
    };
  });
}

/** What a server has of a stream: a profile stands in the release index, if that is another Roost's. */
export function indexedDocuments(stream: string, { index, updates }: Omit<Read, 'profile'>): SourceDocuments {
  return parsedLater([index, updates], function* () {
    const parsed = yield* parseSteps(index.name, index.bytes);
    return {
      index: parsed,
      updates: yield* parseSteps(updates.name, updates.bytes),
      profile: profileIn(stream, parsed),
    };
  });
}

function parsedLater(parts: readonly NamedBytes[], steps: () => Steps<ParsedDocuments>): SourceDocuments {
  return { digest: digestOf(parts), parse: () => atOnce(steps()), parseSteps: steps };
}

/**
 * The aliases tell that there is a profile: anybody may write a description, and mean something else. Where we
 * follow a stream by one of its aliases, that one is our name for it.
 */
function profileIn(stream: string, { value, ...index }: JsonDocument): StreamProfile | null {
  if (!isObject(value) || !Object.hasOwn(value, ALIASES_IN_INDEX)) return null;
  const itsName = typeof value['stream'] === 'string' ? value['stream'] : stream;
  const { aliases, description } = readProfile(itsName, { value, ...index }, ALIASES_IN_INDEX);
  return { aliases: aliases.filter((alias) => alias !== stream), description };
}

const ALIASES_IN_INDEX = 'stream-aliases';

function readProfile(stream: string, document: JsonDocument, aliasesKey: string): StreamProfile {
  const faults: Fault[] = [];
  const root = new JsonCursor(document, faults);
  const description = root.optional('description')?.string() ?? '';
  const aliases = (root.optional(aliasesKey)?.elements() ?? []).map((element) => {
    const alias = element.string() ?? '';
    if (!isName(alias)) element.fault('invalid_name', NAME_RULE);
    if (alias === stream)
      element.fault('invalid_name', 'a stream cannot be an alias of itself: leave it out');
    return alias;
  });
  if (faults.length > 0) throw invalidDocument(faults);
  return { aliases: [...new Set(aliases)], description };
}

function digestOf(parts: readonly NamedBytes[]): string {
  const hash = createHash('sha256');
  for (const { name, bytes } of parts) hash.update(`${name} ${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}
