import type { Socket } from 'node:net';
import { chooseForm, type FoundAnswer } from '../agent/choose-form.js';
import type { AgentQuery } from '../agent/query.js';
import type { Connection } from '../limits/connection.js';
import type { Connections } from '../limits/connections.js';
import type { Limits } from '../limits/limits.js';
import { KnownHeads } from './known-heads.js';
import { LaneConnection, type Lane, type Received } from './lane-connection.js';
import { LastLines } from './last-lines.js';
import { readPlainHead, type PlainHead } from './plain-head.js';

/** How often silent connections are looked for, in milliseconds: as often as node does. */
const SWEEP_MS = 1000;

/** Where answers come from. */
export interface Answers {
  /** The answer to an agent; `null`, or anything thrown, where it is not for the lane to give. */
  find(query: AgentQuery): FoundAnswer | null;
}

/** What the lane works with. */
export interface LaneParts {
  readonly answers: Answers;
  readonly durations: { count(seconds: number): void };
  readonly connections: Connections;
  readonly limits: Limits;
  /** Takes a connection for good, with what was put back into it. */
  readonly toNode: (connection: Connection) => void;
}

/**
 * Answers plain requests for graphs on the bare connection, without node's HTTP, which is most of what a request costs.
 * A connection on which anything else comes is handed over to node for good, together with what is not answered yet:
 * so nothing odd is judged here.
 */
export class FastLane implements Lane {
  readonly #lastLines: LastLines;
  readonly #knownHeads = new KnownHeads();
  readonly #sweeping: NodeJS.Timeout;
  #isStopping = false;

  constructor(private readonly parts: LaneParts) {
    this.#lastLines = new LastLines(parts.limits.keepAliveSeconds);
    this.#sweeping = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  get connections(): Connections {
    return this.parts.connections;
  }

  get durations(): LaneParts['durations'] {
    return this.parts.durations;
  }

  get sendMs(): number {
    return this.parts.limits.sendSeconds * 1000;
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  get toNode(): (connection: Connection) => void {
    return this.parts.toNode;
  }

  /** Takes a new connection. */
  begin(socket: Socket): void {
    const connection = this.connections.admit(socket);
    if (connection) new LaneConnection(connection, this);
    // Whatever else comes from there is taken, and not looked at.
    else this.connections.turnAway(socket.resume());
  }

  /**
   * Answers the request that begins at a place in what was received.
   * @returns its head; `null` where it is not for the lane, and nothing is written
   */
  answer(received: Received, at: number, socket: Socket): PlainHead | null {
    const request = this.#find(received, at);
    if (!request) return null;
    const { head, found } = request;
    const { form, isUnmodified } = chooseForm(found, head);
    const isLast = head.isLast || this.#isStopping;
    const message = isUnmodified ? form.notModifiedMessage : form.message;
    message.writeTo(socket, this.#lastLines.now(isLast), isLast);
    return head;
  }

  /** Ends what is idle; what is still answered is answered for the last time. */
  stop(): void {
    this.#isStopping = true;
    clearInterval(this.#sweeping);
    // Whoever has just come is about to ask.
    for (const { onLane, isNew } of this.connections.all()) if (!isNew) onLane?.close();
  }

  /** What is wrong with a request, or with us, is node's to say: nothing has been written or counted yet. */
  #find(received: Received, at: number) {
    try {
      const head = this.#read(received, at);
      const found = head && this.parts.answers.find(head.query);
      return found && { head, found };
    } catch {
      return null;
    }
  }

  #read({ text, bytes }: Received, at: number): PlainHead | null {
    const known = this.#knownHeads.find(text, bytes, at);
    if (known) return known;
    const head = readPlainHead(text, bytes, at);
    if (head) this.#knownHeads.add(text.slice(at, head.end));
    return head;
  }

  #sweep(): void {
    const { headersSeconds, keepAliveSeconds } = this.parts.limits;
    const now = performance.now();
    for (const connection of this.connections.all()) {
      const { onLane, isNew, isUnread, since } = connection;
      if (!onLane || now - since < (isNew ? headersSeconds : keepAliveSeconds) * 1000) continue;
      if (isNew) this.#timeOut(connection);
      else if (!isUnread) connection.socket.destroy();
    }
  }

  #timeOut(connection: Connection): void {
    connection.onLane?.release();
    connection.socket.resume();
    this.connections.timeOut(connection);
  }
}
