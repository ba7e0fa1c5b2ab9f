import type { Socket } from 'node:net';
import { MOST_AHEAD, type Connection, type OnLane } from '../limits/connection.js';
import type { Connections } from '../limits/connections.js';
import { readPlainHead, type PlainHead } from './plain-head.js';

/** What a connection needs of the lane it is on. */
export interface Lane {
  readonly connections: Connections;
  readonly durations: { count(seconds: number): void };
  /** For a reader who takes nothing of an answer, in milliseconds. */
  readonly sendMs: number;
  /** Whether every answer is the last one of its connection. */
  readonly isStopping: boolean;
  readonly toNode: (connection: Connection) => void;
  /** @returns whether there was a graph to answer with; if not, nothing is written */
  answer(head: PlainHead, socket: Socket): boolean;
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

  readonly #read = (chunk: Buffer): void => {
    const text = chunk.toString('latin1');
    for (let at = 0, ahead = 0; at < text.length; ahead++) {
      if (ahead > MOST_AHEAD) return this.lane.connections.dropGreedy(this.connection);
      const head = readPlainHead(text, at);
      if (!head || !this.#answer(head)) return this.leave(chunk.subarray(at));
      if (head.isLast || this.lane.isStopping) return this.close();
      at = head.end;
    }
  };

  /** @returns whether it could be answered */
  #answer(head: PlainHead): boolean {
    // A reader who is behind is left to node, which knows how to hold back.
    if (this.#socket.writableLength > 0) return false;
    const start = performance.now();
    if (!this.lane.answer(head, this.#socket)) return false;
    const now = performance.now();
    this.lane.durations.count((now - start) / 1000);
    this.lane.connections.answerOnLane(this.connection, now);
    if (this.#socket.writableLength > 0) this.#watch();
    return true;
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
