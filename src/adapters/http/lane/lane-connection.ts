import type { Socket } from 'node:net';
import { MOST_AHEAD, type Connection, type OnLane } from '../limits/connection.js';
import type { Connections } from '../limits/connections.js';
import type { PlainHead } from './plain-head.js';

/** What a connection needs of the lane it is on. */
export interface Lane {
  readonly connections: Connections;
  readonly durations: { count(seconds: number): void };
  /** For a reader who takes nothing of an answer, in milliseconds. */
  readonly sendMs: number;
  /** Whether every answer is the last one of its connection. */
  readonly isStopping: boolean;
  readonly toNode: (connection: Connection) => void;
  /**
   * Answers the request that begins at a place in what was received.
   * @returns its head; `null` where it is not for the lane, and nothing is written
   */
  answer(received: Received, at: number, socket: Socket): PlainHead | null;
}

/** Some bytes, and one character for each of them. */
export interface Received {
  readonly bytes: Buffer;
  readonly text: string;
}

/** A connection while it is on the fast lane. It never holds a part of a request: that is handed over at once. */
export class LaneConnection implements OnLane {
  readonly #socket: Socket;
  #isWatched = false;

  constructor(
    private readonly connection: Connection,
    private readonly lane: Lane,
  ) {
    this.#socket = connection.socket;
    this.#socket.on('data', this.#read).on('end', this.#end).on('error', ignore);
    connection.onLane = this;
  }

  close(): void {
    this.#socket.off('data', this.#read).destroySoon();
  }

  /**
   * For good.
   * @param rest what was received and is not answered
   */
  leave(rest?: Buffer): void {
    const socket = this.#socket;
    this.release();
    // Paused, or what is put back would be gone before node listens.
    socket.pause();
    if (rest) socket.unshift(rest);
    this.lane.toNode(this.connection);
    socket.resume();
  }

  release(): void {
    this.#socket.off('data', this.#read).off('end', this.#end).off('error', ignore);
    if (this.#isWatched) this.#socket.off('timeout', this.#silent).setTimeout(0);
    this.connection.onLane = null;
  }

  readonly #read = (bytes: Buffer): void => {
    const received = { bytes, text: bytes.toString('latin1') };
    for (let at = 0, ahead = 0; at < bytes.length; ahead++) {
      if (ahead > MOST_AHEAD) return this.lane.connections.dropGreedy(this.connection);
      const head = this.#answer(received, at);
      if (!head) return this.leave(bytes.subarray(at));
      if (head.isLast || this.lane.isStopping) return this.close();
      at = head.end;
    }
  };

  /** @returns the head of what could be answered */
  #answer(received: Received, at: number): PlainHead | null {
    // A reader who is behind is left to node, which knows how to hold back.
    if (this.#socket.writableLength > 0) return null;
    const start = performance.now();
    const head = this.lane.answer(received, at, this.#socket);
    if (!head) return null;
    const now = performance.now();
    this.lane.durations.count((now - start) / 1000);
    this.lane.connections.answerOnLane(this.connection, now);
    if (this.#socket.writableLength > 0) this.#watch();
    return head;
  }

  /** Until all is taken, and never again on most connections. */
  #watch(): void {
    if (!this.#isWatched) this.#socket.on('timeout', this.#silent);
    this.#isWatched = true;
    this.#socket.setTimeout(this.lane.sendMs);
  }

  readonly #silent = (): void => {
    if (this.connection.isUnread) return this.lane.connections.dropUnread(this.connection);
    this.#socket.setTimeout(0);
  };

  /** There is nobody to wait for, but who still reads: what the kernel has taken, it delivers. */
  readonly #end = (): void => {
    if (this.connection.isUnread) this.#socket.destroySoon();
    else this.#socket.destroy();
  };
}

/** What is wrong with a connection is its end, which is heard of. */
function ignore(): void {}
