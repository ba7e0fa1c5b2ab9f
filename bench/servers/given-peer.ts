import type { BootedNode } from '../data/booted-node.js';
import { askOnce } from '../load/ask-once.js';
import { pollOf, pollOfSomebody } from '../load/poll.js';
import type { Question } from '../load/question.js';
import { listenersOn } from '../machine/processes.js';
import type { Target } from './target.js';

/** A server that somebody runs, named and given by its base URL. */
export interface GivenPeer {
  readonly name: string;
  readonly url: URL;
}

/**
 * Reads `name=URL`.
 * @throws Error that says what is expected
 */
export function readPeer(text: string): GivenPeer {
  const [, name, address = ''] = /^([\w.-]+)=(.+)$/.exec(text) ?? [];
  const url = URL.canParse(address) ? new URL(address) : null;
  // Only what somebody runs for this is to be put under load; the public servers are https.
  if (name === undefined || url?.protocol !== 'http:') {
    throw new Error(
      `--peer ${text}: expected NAME=http://HOST:PORT, a server of yours that you run for this`,
    );
  }
  return { name, url };
}

export function targetOf({ name, url }: GivenPeer): Target {
  const port = Number(url.port || 80);
  const isHere = ['localhost', '127.0.0.1'].includes(url.hostname);
  return { name, address: { host: url.hostname, port }, pids: isHere ? listenersOn(port) : [] };
}

/**
 * What an agent asks such a server. Its bytes are its own, so nothing but the status is expected of an answer.
 * @throws Error where it does not answer with 200
 */
export async function questionFor(peer: GivenPeer, node: BootedNode): Promise<Question> {
  const poll = pollOf(node, [], peer.url.pathname.replace(/\/$/, ''));
  const answer = await askOnce(targetOf(peer).address, pollOfSomebody(poll));
  if (answer.status !== 200) throw new Error(`${peer.name} answers with ${answer.status}:\n${answer.head}`);
  return { poll, answer, longest: Infinity, exact: false };
}
