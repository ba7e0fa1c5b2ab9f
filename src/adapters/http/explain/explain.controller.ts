import { applyDecorators, Controller, Get, Header, Query, Req, Res, UsePipes } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiQuery, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { Request, Response } from 'express';
import { Clock } from '../../../application/clock.js';
import { Snapshots, type Snapshot } from '../../../application/snapshots.js';
import { Sources } from '../../../application/sources.js';
import { explain, type ExplainedScope } from '../../../graph/explain.js';
import { nearReleases } from '../../../graph/near.js';
import { Problem } from '../../../graph/problem.js';
import { agentParameters } from '../agent/graph-openapi.js';
import { readQuery } from '../agent/query.js';
import { ApiProblem } from '../api-problem.js';
import { ANY_QUERY } from '../invalid-params.js';
import { originForm } from '../origin-form.js';
import { streamTag } from '../streams/stream-tag.js';
import { epochIn, IsTimeParam } from '../time-param.js';
import { unknownBasearch } from '../unknown-basearch.js';
import { missingStream } from '../unknown-stream.js';
import { ExplanationView } from './explanation-view.js';
import { askedOf, namesNode, type Asked } from './asked.js';
import { ENGLISH } from './english.js';
import { LANGUAGES, type Language } from './language.js';
import { viewExplanation } from './view-explanation.js';

export class ExplainQuery {
  @ApiProperty({
    required: false,
    type: String,
    format: 'date-time',
    description: 'Judges as if it were then, of the releases of now.',
  })
  @IsOptional()
  @IsTimeParam('at')
  at?: string;
}

/** Why a node updates or does not. @see http-api.md 3 */
@ApiTags('graph')
@UsePipes(ANY_QUERY)
@Controller('v1/explain')
export class ExplainController {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly sources: Sources,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-cache')
  @ApiOperation({
    summary: 'Why does my node not update?',
    description:
      'Takes the query that the agent sends to /v1/graph and says what the agent will do with the graph, and why. Without os_checksum, os_version names the node.',
  })
  @AgentQueryParameters()
  @ApiOkResponse({ type: ExplanationView })
  @ApiProblem(400, 'missing_params', 'os_checksum is missing: say what the node runs')
  @ApiProblem(404, 'unknown_stream', 'no such stream here; there are 2403-LTS, stable')
  @ApiProblem(503, 'not_ready', 'this stream has no complete graph yet: ask again soon')
  explain(
    @Query() { at }: ExplainQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): ExplanationView {
    const query = readQuery(originForm(request.url));
    const time = { at: epochIn(at), now: this.clock.now() };
    if (!namesNode(query)) throw new Problem('missing_params', NOBODY);
    const snapshot = this.#stream(query.stream ?? '');
    const asked = askedOf(query, snapshot.stream, time);
    const question = { ...asked, wariness: asked.wariness.value };
    const explanation = explain(scopeOf(snapshot, asked), question);
    const isUnknown = explanation.verdict === 'unknown_payload';
    const near = isUnknown ? nearReleases(this.#everything(), asked) : [];
    const language = languageOf(request);
    const view = viewExplanation({ asked, stream: snapshot.stream, explanation, near }, language);
    response.setHeader('ETag', streamTag(snapshot.stream.revision, JSON.stringify(view)));
    response.setHeader('Content-Language', language.code).vary('Accept-Language');
    return view;
  }

  #stream(name: string): Snapshot {
    const snapshot = this.snapshots.find(name);
    if (snapshot) return snapshot;
    throw missingStream(this.sources.expects(name), this.snapshots.names());
  }

  #everything() {
    return this.snapshots.all().map(({ stream }) => stream);
  }
}

const NOBODY =
  'os_checksum and os_version are missing: say what the node runs, as "rpm-ostree status --json" has it; os_version alone will do';

/** Of a stream without any release the graph is empty, not unknown. */
function scopeOf({ stream, scopes }: Snapshot, { basearch, scheme }: Asked): ExplainedScope {
  const scope = scopes.find((one) => one.basearch === basearch && one.scheme === scheme);
  if (scope) return scope;
  if (stream.releases.length > 0) throw unknownBasearch(stream.name, scopes, scheme);
  return {
    graph: { nodes: [], edges: [] },
    targets: [],
    aliases: { scheme, own: new Set(), nodes: new Map() },
  };
}

function languageOf(request: Request): Language {
  const wanted = request.acceptsLanguages(LANGUAGES.map(({ code }) => code));
  return LANGUAGES.find(({ code }) => code === wanted) ?? ENGLISH;
}

function AgentQueryParameters() {
  return applyDecorators(...agentParameters.map((parameter) => ApiQuery(parameter)));
}
