/** What a process prepares, as workers are told of it: without processes. */
import { Compressor } from '../../../../src/adapters/http/agent/compressor.js';
import {
  Outlet,
  type AnswerName,
  type ScopeFacts,
  type StreamFacts,
} from '../../../../src/adapters/http/agent/outlet.js';
import type { PreparedAnswer, SmallerForm } from '../../../../src/adapters/http/agent/prepared-answer.js';
import { PreparedScope } from '../../../../src/adapters/http/agent/prepared-scope.js';
import { Traffic } from '../../../../src/adapters/http/agent/traffic.js';
import { HeldStreams } from '../../../../src/adapters/http/workers/held-streams.js';
import type { Order } from '../../../../src/adapters/http/workers/messages.js';
import { answerOrders, PreparedSoFar } from '../../../../src/adapters/http/workers/prepared-so-far.js';
import { buildGraph } from '../../../../src/graph/build-graph.js';
import type { Release, Scheme } from '../../../../src/graph/model.js';
import { aliasesInScope } from '../../../../src/graph/payload-aliases.js';
import { atOnce } from '../../../../src/graph/steps.js';
import { MemoryLog } from '../../../application/fakes.js';

/** Does what it is told, as a worker does. */
export function obey(held: HeldStreams, order: Order): void {
  if (order.kind === 'scope') held.addScope(order.id, order.facts);
  if (order.kind === 'answer') held.addAnswer(order.name, order.hash, order.body);
  if (order.kind === 'form') held.addForm(order.name, order.form);
  if (order.kind === 'drop') held.drop(order.name);
  if (order.kind === 'put') held.put(order.name, order.stream);
}

/** Plays to one worker that was there from the start, and keeps what one that comes later is told. */
export class PlayedOutlet extends Outlet {
  readonly held = new HeldStreams();
  readonly soFar = new PreparedSoFar();

  override scope(id: number, facts: ScopeFacts): void {
    this.soFar.scope(id, facts);
    obey(this.held, { kind: 'scope', id, facts });
  }

  override answer(name: AnswerName, answer: PreparedAnswer): void {
    this.soFar.answer(name, answer);
    for (const order of answerOrders(name, answer)) obey(this.held, order);
  }

  override form(name: AnswerName, form: SmallerForm): void {
    obey(this.held, { kind: 'form', name, form });
  }

  override drop(name: AnswerName): void {
    this.soFar.drop(name);
    obey(this.held, { kind: 'drop', name });
  }

  override put(name: string, stream: StreamFacts | null): void {
    this.soFar.put(name, stream);
    obey(this.held, { kind: 'put', name, stream });
  }

  /** A worker that comes now. */
  late(): HeldStreams {
    const held = new HeldStreams();
    for (const order of this.soFar.orders()) obey(held, order);
    return held;
  }
}

/** Where a scope is prepared, and what of. */
export interface Parts {
  readonly outlet: Outlet;
  readonly id: number;
  readonly scheme?: Scheme;
  readonly at: number;
}

/** A scope of x86_64 in the stream `s`, prepared and told of, but not put in place. */
export function prepared(
  releases: readonly Release[],
  { outlet, id, scheme = 'checksum', at }: Parts,
): { readonly scope: PreparedScope; readonly compressor: Compressor } {
  const graph = buildGraph(releases, 'x86_64', scheme);
  const aliases = aliasesInScope(releases, { graph, basearch: 'x86_64', scheme });
  const compressor = new Compressor(new MemoryLog());
  const traffic = new Traffic().scope('s', 'x86_64', scheme);
  const parts = { id, graph, aliases, revision: id, compressor, outlet, traffic };
  return { scope: atOnce(PreparedScope.steps(parts, at)), compressor };
}
