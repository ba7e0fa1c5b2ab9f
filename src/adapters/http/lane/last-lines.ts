/** The lines at the end of a head that depend on the moment and the connection, as node writes them. */
export class LastLines {
  #second = 0;
  #staying = '';
  #closing = '';

  constructor(private readonly keepAliveSeconds: number) {}

  /**
   * The same string all through a second.
   * @param isLast whether the connection is closed after the answer
   */
  now(isLast: boolean): string {
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.#second) this.#write(second);
    return isLast ? this.#closing : this.#staying;
  }

  #write(second: number): void {
    const date = `Date: ${new Date(second * 1000).toUTCString()}\r\n`;
    this.#second = second;
    this.#staying = `${date}Connection: keep-alive\r\nKeep-Alive: timeout=${this.keepAliveSeconds}\r\n\r\n`;
    this.#closing = `${date}Connection: close\r\n\r\n`;
  }
}
