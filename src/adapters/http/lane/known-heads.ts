import { isPlain } from '../agent/query.js';
import { readPlainHead, type PlainHead } from './plain-head.js';

/** So many are remembered: each takes a look where it is another one. */
const MOST = 4;

/** Of those that are new, only one in so many is remembered: whoever varies what it says costs others little. */
const ONE_IN = 16;

/** Where so many more looks were in vain than were not, so many heads are passed over: looking would cost more than reading. */
const [MOST_IN_VAIN, PASSED_OVER] = [64, 2048];

/** A head, and what stands in it around the uuid. */
interface KnownHead {
  readonly before: string;
  readonly uuidLength: number;
  readonly after: string;
  readonly head: PlainHead;
}

/**
 * Heads that were read lately: the agents of a fleet say the same but for their uuids, and to see that takes a quarter
 * of the time of reading it.
 */
export class KnownHeads {
  #known: readonly KnownHead[] = [];
  #unknown = 0;
  #inVain = 0;
  #toPassOver = 0;

  /**
   * Takes what `readPlainHead` takes.
   * @returns what it would return; `null` for heads that are not known
   */
  find(text: string, bytes: Uint8Array, start: number): PlainHead | null {
    if (this.#toPassOver > 0) {
      this.#toPassOver--;
      return null;
    }
    for (const { before, uuidLength, after, head } of this.#known) {
      const uuidStart = start + before.length;
      if (text.slice(start, uuidStart) !== before) continue;
      const uuidEnd = uuidStart + uuidLength;
      const end = uuidEnd + after.length;
      if (text.slice(uuidEnd, end) !== after || !isPlain(bytes, uuidStart, uuidEnd)) continue;
      if (this.#inVain > -MOST_IN_VAIN) this.#inVain--;
      const { query, acceptEncoding, ifNoneMatch, isLast } = head;
      const { stream, basearch, oci, rollout_wariness, group, platform, os_version, os_checksum } = query;
      const node_uuid = text.slice(uuidStart, uuidEnd);
      return {
        query: {
          stream,
          basearch,
          oci,
          rollout_wariness,
          node_uuid,
          group,
          platform,
          os_version,
          os_checksum,
        },
        acceptEncoding,
        ifNoneMatch,
        isLast,
        end,
      };
    }
    return null;
  }

  /** Takes the text of a head that was not known, and remembers it, now and then. */
  add(text: string): void {
    if (this.#toPassOver > 0) return;
    if (++this.#inVain > MOST_IN_VAIN) [this.#inVain, this.#toPassOver] = [0, PASSED_OVER];
    if (this.#unknown++ % ONE_IN > 0) return;
    const known = knownHead(Buffer.from(text, 'latin1'));
    if (known) this.#known = [known, ...this.#known].slice(0, MOST);
  }
}

/** All up to the uuid, and all of it: a second one is not there, or it would be refused. */
const UP_TO_UUID = /^(GET \/v1\/graph\?(?:[^ ]*&)?node_uuid=)([^& ]*)/;

/** @param bytes of the head only: a piece of the text that it came in would keep all of that */
function knownHead(bytes: Buffer): KnownHead | null {
  const text = bytes.toString('latin1');
  const head = readPlainHead(text, bytes, 0);
  const [, before, uuid] = UP_TO_UUID.exec(text) ?? [];
  // One that had to be decoded stands there as something else.
  if (!head || before === undefined || uuid === undefined || uuid !== head.query.node_uuid) return null;
  return { before, uuidLength: uuid.length, after: text.slice(before.length + uuid.length), head };
}
