import { nodeUuid, canonicalUuid } from '../../../application/node-state/node-uuid.js';
import { pullspec } from '../../../application/node-state/image-reference.js';
import { readAgentQuery } from './read-agent-query.js';
import { readStatusText } from './read-status-text.js';
import { reading, unread, type Reading, type Unread } from './reading.js';

/** In characters: 1 MiB. No status is as long, and a browser would stand still over it. */
export const MOST_PASTED = 1024 * 1024;

/** Understands what people find on a node or in a log; `null` for nothing. */
export function readPaste(pasted: string): Reading | Unread | null {
  if (pasted.length > MOST_PASTED) return unread('too_large');
  const text = pasted.trim();
  if (text === '') return null;
  return (
    readStatusText(text) ??
    readAgentQuery(text) ??
    readName(text) ??
    unread(STATUS_FOR_PEOPLE.test(text) ? 'not_json' : 'unknown')
  );
}

/** Without --json. */
const STATUS_FOR_PEOPLE = /^(?:State:|Deployments:|\s*(?:[●*]\s*)?(?:BaseCommit|Commit|Digest):)/m;

function readName(text: string): Reading | null {
  const journal = canonicalUuid(IN_JOURNAL.exec(text)?.[1] ?? '');
  if (journal !== null) return reading('journal', { uuid: journal, wariness: '' });
  const derived = nodeUuid(MACHINE_ID.exec(text)?.[1] ?? '');
  if (derived !== null) return reading('machine_id', { uuid: derived, wariness: '' });
  const uuid = canonicalUuid(text);
  if (uuid !== null) return reading('uuid', { uuid, wariness: '' });
  return (
    readPayload(text) ?? (VERSION.test(text) ? reading('version', { version: text, payload: '' }) : null)
  );
}

/** @see zincati src/cli/agent.rs */
const IN_JOURNAL = /running on node '([0-9a-f-]{32,36})'/;

/** As `hostnamectl` prints it, or `grep . /etc/machine-id`. */
const MACHINE_ID = /machine[ _-]?id["']?\s{0,4}[:=]?\s{0,4}["']?([0-9a-f]{32})(?![0-9a-f])/i;

const VERSION = /^\d[\w+~-]{0,60}\.[\w.+~-]{1,64}$/;

function readPayload(text: string): Reading | null {
  if (/^[0-9a-f]{64}$/i.test(text)) {
    return reading('payload', { payload: text.toLowerCase(), scheme: 'checksum', version: '' });
  }
  const [, reference = '', digest = ''] =
    /^(?:docker:\/\/)?([\w./:-]{1,512})@(sha256:[0-9a-f]{64})$/.exec(text) ?? [];
  if (digest === '') return null;
  const payload = pullspec(reference, digest) ?? `${reference}@${digest}`;
  return reading('payload', { payload, scheme: 'oci', version: '' });
}
