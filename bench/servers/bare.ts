import { askOnce } from '../load/ask-once.js';
import type { Question } from '../load/question.js';
import { Child } from '../machine/child.js';
import { SERVERS_CORE } from '../machine/cores.js';
import { bareAnswerOf, requireSameBytes } from './bare-answer.js';
import type { Target } from './target.js';

/** Milliseconds for the bare server to take an answer. */
const PATIENCE_MS = 5000;

/** The process of `bare-server.ts`. */
export class Bare {
  readonly #child = new Child('servers/bare-server.js', SERVERS_CORE);

  /** Has it write an answer for every request, and makes sure that it does. */
  async teach({ answer }: Question): Promise<Target> {
    const port = await this.#child.ask(bareAnswerOf(answer), PATIENCE_MS);
    if (typeof port !== 'number') throw new Error('the bare server does not say where it listens');
    const address = { host: '127.0.0.1', port };
    requireSameBytes(await askOnce(address, 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n'), answer);
    return { name: 'node:http', address, pids: [this.#child.pid] };
  }

  stop(): void {
    this.#child.stop();
  }
}
