import { Injectable } from '@nestjs/common';
import { Clock } from '../../../application/clock.js';
import { Sources } from '../../../application/sources.js';
import type { ScopeName } from '../../../graph/build-graph.js';
import { canonicalBasearch } from '../../../graph/model.js';
import { warinessOf } from '../../../graph/wariness.js';
import { unknownBasearch } from '../unknown-basearch.js';
import { missingStream } from '../unknown-stream.js';
import type { FoundAnswer } from './choose-form.js';
import type { PreparedScope } from './prepared-scope.js';
import { PreparedStreams, type PreparedStream } from './prepared-streams.js';
import type { AgentQuery } from './query.js';
import { Traffic } from './traffic.js';

/** From the query of an agent to prepared bytes: no database, no promise, no JSON. @see cincinnati.md A.2 */
@Injectable()
export class GraphAnswers {
  constructor(
    private readonly streams: PreparedStreams,
    private readonly sources: Sources,
    private readonly clock: Clock,
    private readonly traffic: Traffic,
  ) {}

  /** @throws Problem `unknown_stream`, `unknown_basearch`, `not_ready` */
  find(query: AgentQuery): FoundAnswer {
    const stream = this.#stream(query.stream ?? '');
    if (stream.empty) return { answer: stream.empty, traffic: stream.emptyTraffic };
    const scope = findScope(stream, query);
    const now = this.clock.now();
    const { rollout_wariness: wariness, node_uuid: uuid, os_checksum: payload } = query;
    if (wariness === undefined && uuid === undefined) this.traffic.anonymous += 1;
    const answer = scope.answer(scope.isUniform(now) ? 0 : warinessOf(wariness, uuid), now, payload);
    return { answer, traffic: scope.traffic };
  }

  #stream(name: string): PreparedStream {
    const stream = this.streams.find(name);
    if (stream) return stream;
    throw missingStream(this.sources.expects(name), this.streams.names());
  }
}

function findScope(stream: PreparedStream, query: AgentQuery): PreparedScope {
  const scheme = query.oci === 'true' ? 'oci' : 'checksum';
  const scope = stream.basearches.get(canonicalBasearch(query.basearch ?? ''))?.get(scheme);
  if (scope) return scope;
  throw unknownBasearch(stream.name, scopesOf(stream), scheme);
}

function scopesOf({ basearches }: PreparedStream): readonly ScopeName[] {
  return [...basearches].flatMap(([basearch, schemes]) =>
    [...schemes.keys()].map((scheme) => ({ basearch, scheme })),
  );
}
