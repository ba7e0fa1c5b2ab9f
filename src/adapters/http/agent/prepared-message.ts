import type { Socket } from 'node:net';

/** Longer bodies are not copied behind their heads: the copy would cost more than the second piece to write. */
const MOST_WHOLE = 256 * 1024;

const NOTHING: Buffer = Buffer.alloc(0);

/** An answer as it goes over the wire, but for the last lines of its head, which change every second. */
export class PreparedMessage {
  readonly #firstLines: string;
  readonly #isWhole: boolean;
  readonly #body: Buffer;
  /** For connections that stay, and for those that end. */
  readonly #written = [new Written(), new Written()] as const;

  /** @param headers names and values in turn */
  constructor(status: string, headers: readonly string[], body = NOTHING) {
    const lines = headers.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`));
    this.#firstLines = `HTTP/1.1 ${status}\r\n${lines.join('')}`;
    this.#isWhole = body.length <= MOST_WHOLE;
    this.#body = body;
  }

  /** @param lastLines the same string for as long as they are the same */
  writeTo(socket: Socket, lastLines: string, isLast: boolean): void {
    const written = this.#written[isLast ? 1 : 0];
    if (written.lastLines !== lastLines) {
      const head = Buffer.from(this.#firstLines + lastLines, 'latin1');
      written.lastLines = lastLines;
      written.bytes = this.#isWhole ? Buffer.concat([head, this.#body]) : head;
    }
    if (this.#isWhole) {
      socket.write(written.bytes);
      return;
    }
    socket.cork();
    socket.write(written.bytes);
    socket.write(this.#body);
    socket.uncork();
  }
}

/** What was written last. */
class Written {
  lastLines = '';
  bytes: Buffer = NOTHING;
}
