const END_OF_HEAD = '\r\n\r\n';

/** Reads the answers of one connection, one after the other (no pipelining, no chunked bodies). */
export class AnswerReader {
  status = 0;
  /** Length of the body in bytes. */
  length = 0;
  /** Status line and headers, without the empty line. */
  head = '';
  #pending: Buffer | null = null;
  #missing: number | null = null;

  /**
   * @returns whether the answer has been read whole with these bytes
   * @throws Error about anything that is not one answer with a length
   */
  read(bytes: Buffer): boolean {
    const body = this.#missing === null ? this.#readHead(bytes) : bytes.length;
    if (body === null || this.#missing === null) return false;
    this.#missing -= body;
    if (this.#missing < 0) throw new Error(`more than the ${this.length} bytes that were announced`);
    if (this.#missing > 0) return false;
    this.#missing = null;
    return true;
  }

  /** @returns how many bytes of the body came with the end of the head; `null` while there is none */
  #readHead(bytes: Buffer): number | null {
    const all = this.#pending ? Buffer.concat([this.#pending, bytes]) : bytes;
    const end = all.indexOf(END_OF_HEAD);
    this.#pending = end < 0 ? all : null;
    if (end < 0) return null;
    this.head = all.toString('latin1', 0, end);
    this.status = Number(this.head.slice(9, 12));
    this.length = this.status === 304 ? 0 : lengthOf(this.head);
    this.#missing = this.length;
    return all.length - end - END_OF_HEAD.length;
  }
}

function lengthOf(head: string): number {
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  if (length === undefined) throw new Error(`an answer without a length: ${head}`);
  return Number(length);
}
