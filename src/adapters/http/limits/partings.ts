import type { Duplex } from 'node:stream';

/** How long somebody may take to read what was said last, in milliseconds. */
const PATIENCE_MS = 1000;

/** So many may take that long at a time. */
export const MOST_PARTINGS = 256;

/**
 * Ends connections with a last word. Closed at once, with bytes of the caller unread, a connection is reset,
 * and the word may be lost; left to the caller, it would stay open for as long as the caller likes.
 */
export class Partings {
  readonly #leaving = new Map<Duplex, NodeJS.Timeout>();

  /** Whether nothing that comes from there counts any more. */
  has(socket: Duplex): boolean {
    return this.#leaving.has(socket);
  }

  say(socket: Duplex, lastWord: string): void {
    if (this.has(socket)) return;
    this.linger(socket);
    socket.end(lastWord);
  }

  /** Leaves a connection, on which everything is said, to the caller for a moment. */
  linger(socket: Duplex): void {
    if (this.has(socket) || socket.destroyed) return;
    this.#makeRoom();
    this.#leaving.set(
      socket,
      setTimeout(() => socket.destroy(), PATIENCE_MS),
    );
    socket.once('close', () => {
      clearTimeout(this.#leaving.get(socket));
      this.#leaving.delete(socket);
    });
    // Node has taken its own listener off a socket that asks for CONNECT.
    socket.on('error', () => socket.destroy());
  }

  #makeRoom(): void {
    const [longest] = this.#leaving.keys();
    if (longest && this.#leaving.size >= MOST_PARTINGS) longest.destroy();
  }
}
