import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ShedReason } from './shed.js';

/** How long an answer may lie unread before its connection counts as one that can be spared, in milliseconds. */
const UNREAD_MS = 5000;

/** So many requests may be sent ahead of their answers: each is some kilobytes here until it is answered. */
export const MOST_AHEAD = 100;

/** What a connection is while the fast lane answers it. */
export interface OnLane {
  /** Hands it over to node. */
  leave(): void;
  /** Ends it once all that was written is taken. */
  close(): void;
  /** Lets go of it: whoever calls it has to do something with it. */
  release(): void;
}

/** What is known of a connection, noted in passing: everything else is worked out when it is needed. */
export class Connection {
  #request: IncomingMessage | null = null;
  #response: ServerResponse | null = null;
  #ahead = 0;
  #bytesBefore = 0;
  #since = performance.now();
  #hasAsked = false;
  /** `null` where node answers it. */
  onLane: OnLane | null = null;

  constructor(readonly socket: Socket) {}

  get isNew(): boolean {
    return !this.#hasAsked;
  }

  /** When it last did something: milliseconds, as `performance.now` tells them. */
  get since(): number {
    return this.#since;
  }

  /** Notes a request that is answered on the lane, at once. */
  answerOnLane(now: number): void {
    this.#hasAsked = true;
    this.#since = now;
  }

  /**
   * Notes a request.
   * @returns whether it is one too many of those sent ahead
   */
  begin(request: IncomingMessage, response: ServerResponse): boolean {
    this.#ahead = this.#response === null || this.#response.writableFinished ? 0 : this.#ahead + 1;
    this.#request = request;
    this.#response = response;
    this.#bytesBefore = this.socket.bytesRead;
    this.#since = performance.now();
    this.#hasAsked = true;
    return this.#ahead > MOST_AHEAD;
  }

  /** Why it may be closed when there are too many; `null` while it is being answered. */
  get spare(): Extract<ShedReason, 'idle' | 'slow_request' | 'unread'> | null {
    if (this.onLane) return this.#spareOnLane;
    const [request, response] = [this.#request, this.#response];
    if (!request || !response) return this.socket.bytesRead > 0 ? 'slow_request' : 'idle';
    if (!request.complete) return 'slow_request';
    if (response.writableFinished) return this.#hasBegunAnother(request) ? 'slow_request' : 'idle';
    return response.writableEnded && this.#isLongAgo ? 'unread' : null;
  }

  /** Answers are whole there at once, and nothing that has begun to come is left there. */
  get #spareOnLane(): 'idle' | 'unread' | null {
    if (!this.isUnread) return 'idle';
    return this.#isLongAgo ? 'unread' : null;
  }

  get #isLongAgo(): boolean {
    return performance.now() - this.#since > UNREAD_MS;
  }

  /** The last answer that will come to its end, whatever comes behind its request; `null` when it has. */
  get due(): ServerResponse | null {
    const [request, response] = [this.#request, this.#response];
    if (!request || !response || !(request.complete || response.writableEnded)) return null;
    return response.writableFinished && response.socket === null ? null : response;
  }

  /** Whether an answer lies here that its reader does not take. */
  get isUnread(): boolean {
    return this.socket.writableLength > 0;
  }

  /** Whether a word of ours would be understood: it comes where an answer is waited for. */
  get awaitsAnswer(): boolean {
    return (
      this.spare === 'slow_request' && !(this.#request?.complete === false && this.#response?.headersSent)
    );
  }

  /** Known of requests without a body only. */
  #hasBegunAnother({ method }: IncomingMessage): boolean {
    return (method === 'GET' || method === 'HEAD') && this.socket.bytesRead > this.#bytesBefore;
  }
}
