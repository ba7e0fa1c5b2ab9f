/** The head of an answer as it goes over the wire, but for its last lines, which change every second. */
export class PreparedHead {
  readonly #first: string;
  #last = '';
  #bytes = Buffer.alloc(0);

  /** @param headers names and values in turn */
  constructor(status: string, headers: readonly string[]) {
    const lines = headers.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`));
    this.#first = `HTTP/1.1 ${status}\r\n${lines.join('')}`;
  }

  /** The whole head; it is kept for as long as the same last lines are asked for. */
  with(lastLines: string): Buffer {
    if (lastLines !== this.#last) {
      this.#last = lastLines;
      this.#bytes = Buffer.from(this.#first + lastLines, 'latin1');
    }
    return this.#bytes;
  }
}
