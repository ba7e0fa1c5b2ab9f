/** A caller that says what it likes, byte by byte, and keeps every byte it hears. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Bytes = string | Buffer;

/** What was heard, as Latin-1, and whether the server has closed the connection since. */
export interface Heard {
  readonly text: string;
  readonly closed: boolean;
}

/** How long an answer is waited for, in milliseconds. */
const PATIENCE_MS = 10_000;

export class RawCaller {
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #wake: () => void = () => undefined;
  #closed = false;
  #ended = false;

  private constructor(readonly socket: Socket) {
    // Ahead of any listener there may be: a caller who is reset goes on to tell what it heard before.
    socket.on('error', () => undefined);
    socket.on('end', () => this.#note(() => (this.#ended = true)));
    socket.on('close', () => this.#note(() => (this.#closed = true)));
    socket.setNoDelay(true);
  }

  /** @param reads whether it takes what comes, from the start */
  static async open(port: number, reads = true): Promise<RawCaller> {
    const caller = new RawCaller(connect({ port, host: '127.0.0.1', allowHalfOpen: true }));
    await once(caller.socket, 'connect');
    if (reads) caller.read();
    return caller;
  }

  /** Begins to take what comes. */
  read(): void {
    this.socket.on('data', (chunk) =>
      this.#note(() => {
        this.#chunks.push(chunk);
        this.#length += chunk.length;
      }),
    );
  }

  say(bytes: Bytes): void {
    if (this.socket.writable && bytes.length > 0) this.socket.write(toBytes(bytes));
  }

  /** Every piece in a packet of its own, each after the server has read the one before. */
  async sayApart(pieces: readonly Bytes[]): Promise<void> {
    for (const piece of pieces) {
      this.say(piece);
      await turns();
    }
  }

  /** Has nothing more to say, but listens. */
  finish(): void {
    this.socket.end();
  }

  get heard(): Heard {
    return { text: Buffer.concat(this.#chunks).toString('latin1'), closed: this.#ended || this.#closed };
  }

  /** Waits for that many bytes, and looks whether there are more than these. */
  async hears(length: number): Promise<Heard> {
    await this.#until(() => this.#length >= length || this.#ended || this.#closed, PATIENCE_MS);
    await turns();
    return this.heard;
  }

  /** Waits until the server closes. */
  async hearsAll(patience = PATIENCE_MS): Promise<Heard> {
    await this.#until(() => this.#ended || this.#closed, patience);
    return this.heard;
  }

  /** Waits until the server closes, or nothing has come for so many milliseconds. */
  async hearsUntilQuiet(quietMs: number): Promise<Heard> {
    for (let before = -1; before !== this.#length && !this.#ended && !this.#closed;) {
      before = this.#length;
      await this.#until(() => this.#length > before || this.#ended || this.#closed, quietMs);
      // Where all happens in one process, the time may be over before anybody had a turn.
      await turns(4);
    }
    return this.heard;
  }

  leave(): void {
    this.socket.destroy();
  }

  #note(change: () => void): void {
    change();
    this.#wake();
  }

  async #until(isSo: () => boolean, patience: number): Promise<void> {
    const end = performance.now() + patience;
    while (!isSo() && performance.now() < end) {
      const timer = new AbortController();
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      await Promise.race([woken, sleep(end - performance.now(), undefined, timer).catch(() => undefined)]);
      timer.abort();
    }
  }
}

/** Says all of it on a connection of its own, and hears until the server closes. */
export async function answerTo(port: number, ...pieces: readonly Bytes[]): Promise<Heard> {
  const caller = await RawCaller.open(port);
  await caller.sayApart(pieces);
  const heard = await caller.hearsAll();
  caller.leave();
  return heard;
}

/** As many turns of the event loop: in one process, what was written before has been read after two. */
export async function turns(count = 2): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Text with what is different in every answer made alike: the date and a request id of ours. */
export function plain(text: string): string {
  return text.replace(DATE, '$1<date>').replace(REQUEST_ID, '$1<id>');
}

const DATE = /^(Date: )[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT(?=\r$)/gm;
const REQUEST_ID = /^(X-Request-Id: )[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\r$)/gm;

export function toBytes(bytes: Bytes): Buffer {
  return typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
}
