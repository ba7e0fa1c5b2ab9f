import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ShedReason } from './shed.js';

/** How long an answer may lie unread before its connection counts as one that can be spared, in milliseconds. */
const UNREAD_MS = 5000;

/** So many requests may be sent ahead of their answers: each is some kilobytes here until it is answered. */
const MOST_AHEAD = 100;

/** What is known of a connection, noted in passing: everything else is worked out when it is needed. */
export class Connection {
  #request: IncomingMessage | null = null;
  #response: ServerResponse | null = null;
  #ahead = 0;
  #bytesBefore = 0;
  #since = 0;

  constructor(readonly socket: Socket) {}

  get isNew(): boolean {
    return this.#response === null;
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
    return this.#ahead > MOST_AHEAD;
  }

  /** Why it may be closed when there are too many; `null` while it is being answered. */
  get spare(): Extract<ShedReason, 'idle' | 'slow_request' | 'unread'> | null {
    const [request, response] = [this.#request, this.#response];
    if (!request || !response) return this.socket.bytesRead > 0 ? 'slow_request' : 'idle';
    if (!request.complete) return 'slow_request';
    if (response.writableFinished) return this.#hasBegunAnother(request) ? 'slow_request' : 'idle';
    const isUnread = response.writableEnded && performance.now() - this.#since > UNREAD_MS;
    return isUnread ? 'unread' : null;
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
