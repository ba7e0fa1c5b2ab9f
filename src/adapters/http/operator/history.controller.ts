import { Get, Header, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsDefined, IsIn, IsNumber, IsOptional, Matches, Max, Min } from 'class-validator';
import { Clock, rfc3339 } from '../../../application/clock.js';
import type { Operator } from '../../../application/operator.js';
import { inSlices } from '../../../application/slices.js';
import { diffReport } from '../../../application/report.js';
import type { Snapshot } from '../../../application/snapshots.js';
import { StreamStore, type Revision } from '../../../application/stream-store.js';
import { buildGraph, scopesOf } from '../../../graph/build-graph.js';
import { diffOf } from '../../../graph/diff.js';
import { canonicalBasearch, type Release } from '../../../graph/model.js';
import { throttled } from '../../../graph/policy.js';
import { Problem } from '../../../graph/problem.js';
import { graphTextSteps } from '../agent/graph-body.js';
import { graphSchema } from '../agent/graph-openapi.js';
import { cursorOf, keyIn, PageQuery, type Page } from '../page.js';
import { unknownBasearch } from '../unknown-basearch.js';
import { ApiRead, OfStream, UNKNOWN_STREAM } from './api-change.js';
import { IsRevision, MOST_REVISIONS } from './revision.js';
import { epochIn, IsTimeParam } from '../time-param.js';
import {
  FullRevisionView,
  RevisionPage,
  RevisionsDiffView,
  RevisionView,
  type ReleaseChangeView,
} from './history-view.js';
import { NoQuery } from './no-query.js';
import { OperatorApi } from './operator-api.js';
import { viewDeclared } from './view-release.js';
import { VisibleStreams } from './visible-streams.js';
import { WhoAsks } from './who-asks.js';

export class GraphQuery {
  @ApiProperty({ example: 'x86_64' })
  @IsDefined({ message: 'basearch is missing' })
  @Matches(/^\s*\S/, { message: 'basearch must be given once, and not be empty' })
  basearch?: string;

  @ApiProperty({ required: false, enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'oci must be true or false, or be left out for false' })
  oci?: 'true' | 'false';

  @ApiProperty({ required: false, type: String, format: 'date-time', description: 'Now without.' })
  @IsOptional()
  @IsTimeParam('at')
  at?: string;

  @ApiProperty({
    required: false,
    type: Number,
    minimum: 0,
    maximum: 1,
    description: 'As an agent of that wariness sees it; before throttling without.',
  })
  @IsOptional()
  // Number takes nothing for zero.
  @Transform(({ value }: { readonly value: unknown }) => (isBlank(value) ? NaN : Number(value)))
  @IsNumber({}, { message: 'wariness must be a number from 0 to 1' })
  @Min(0, { message: 'wariness must be a number from 0 to 1' })
  @Max(1, { message: 'wariness must be a number from 0 to 1' })
  wariness?: number;

  @ApiProperty({
    required: false,
    type: Number,
    minimum: 1,
    maximum: MOST_REVISIONS,
    description: 'The current one without.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsRevision('revision must be the number of a revision')
  revision?: number;
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

export class DiffQuery {
  @ApiProperty({ type: Number, minimum: 1, maximum: MOST_REVISIONS, example: 1 })
  @IsDefined({ message: 'from is missing' })
  @Type(() => Number)
  @IsRevision('from must be the number of a revision')
  from!: number;

  @ApiProperty({
    required: false,
    type: Number,
    minimum: 1,
    maximum: MOST_REVISIONS,
    description: 'The current one without.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsRevision('to must be the number of a revision')
  to?: number;
}

const REFUSALS = { ...UNKNOWN_STREAM, unknown_revision: '2403-LTS has no revision 99' } as const;

/** Streams as they were, and as they will be. @see http-api.md 4 */
@OperatorApi('admin/v1/streams/:stream', 'history')
export class HistoryController {
  constructor(
    private readonly streams: VisibleStreams,
    private readonly store: StreamStore,
    private readonly clock: Clock,
  ) {}

  @Get('graph')
  @OfStream()
  @Header('Content-Type', 'application/json')
  @ApiRead({
    summary: 'Any graph',
    description: 'Of any revision, at any time, for any wariness; as agents get it.',
    refusals: {
      ...REFUSALS,
      missing_params: 'basearch is missing',
      unknown_basearch: '2403-LTS has no release for this basearch',
    },
  })
  @ApiOkResponse({ content: { 'application/json': { schema: graphSchema } } })
  async operatorsGraph(
    @Param('stream') name: string,
    @Query() query: GraphQuery,
    @WhoAsks() operator: Operator,
  ): Promise<string> {
    const snapshot = this.streams.find(name, operator);
    const releases = await this.#releases(snapshot, query.revision ?? snapshot.stream.revision);
    const scheme = query.oci === 'true' ? 'oci' : 'checksum';
    const basearch = canonicalBasearch(query.basearch ?? '');
    const scopes = scopesOf(releases);
    // Agents, too, get an empty graph of a stream without any release, and of no other.
    if (releases.length > 0 && !scopes.some((one) => one.basearch === basearch && one.scheme === scheme))
      throw unknownBasearch(snapshot.stream.name, scopes, scheme);
    const graph = buildGraph(releases, basearch, scheme);
    const seen = throttled(graph, query.wariness ?? 0, epochIn(query.at) ?? this.clock.now());
    const text = await inSlices(graphTextSteps(seen));
    return text.without([]).toString();
  }

  @Get('diff')
  @OfStream()
  @ApiRead({
    summary: 'What two revisions differ in',
    description: 'Graphs before throttling.',
    answer: RevisionsDiffView,
    refusals: { ...REFUSALS, missing_params: 'from is missing' },
  })
  async diffOfRevisions(
    @Param('stream') name: string,
    @Query() query: DiffQuery,
    @WhoAsks() operator: Operator,
  ): Promise<RevisionsDiffView> {
    const snapshot = this.streams.find(name, operator);
    const { from, to = snapshot.stream.revision } = query;
    const [before, after] = [await this.#releases(snapshot, from), await this.#releases(snapshot, to)];
    return { from, to, diff: diffOf(before, after, 'operations').map(diffReport) };
  }

  @Get('revisions')
  @OfStream()
  @ApiRead({
    summary: 'Revisions of a stream',
    description: 'Newest first.',
    answer: RevisionPage,
    refusals: UNKNOWN_STREAM,
  })
  async listRevisions(
    @Param('stream') name: string,
    @Query() query: PageQuery,
    @WhoAsks() operator: Operator,
  ): Promise<Page<RevisionView>> {
    const { stream } = this.streams.find(name, operator);
    const before = keyIn(query, /^\d{1,9}$/);
    const found = await this.store.history(stream.name, {
      before: before === null ? null : Number(before),
      limit: query.limit + 1,
    });
    const items = found.slice(0, query.limit).map(viewRevision);
    const last = found.length > items.length ? items.at(-1) : undefined;
    return { items, next_cursor: last ? cursorOf(String(last.revision)) : null };
  }

  @Get('revisions/:revision')
  @UseInterceptors(NoQuery)
  @OfStream()
  @ApiParam({ name: 'revision', type: Number, example: 1 })
  @ApiRead({
    summary: 'One revision',
    description: 'What it changed, of which releases and in which graphs.',
    answer: FullRevisionView,
    refusals: REFUSALS,
  })
  async oneRevision(
    @Param('stream') name: string,
    @Param('revision') text: string,
    @WhoAsks() operator: Operator,
  ): Promise<FullRevisionView> {
    const snapshot = this.streams.find(name, operator);
    if (!/^\d{1,9}$/.test(text)) throw unknownRevision(snapshot, text);
    const revision = Number(text);
    const after = await this.#releases(snapshot, revision);
    const [entry] = await this.store.history(snapshot.stream.name, { before: revision + 1, limit: 1 });
    if (entry?.revision !== revision) throw unknownRevision(snapshot, text);
    const before = (await this.store.releasesAt(snapshot.stream.name, revision - 1)) ?? [];
    const diff = diffOf(before, after, 'operations').map(diffReport);
    return { ...viewRevision(entry), changes: changesOf(entry, before, after), diff };
  }

  async #releases(snapshot: Snapshot, revision: number): Promise<readonly Release[]> {
    if (revision === snapshot.stream.revision) return snapshot.stream.releases;
    const releases = await this.store.releasesAt(snapshot.stream.name, revision);
    if (!releases) throw unknownRevision(snapshot, String(revision));
    return releases;
  }
}

function unknownRevision({ stream }: Snapshot, revision: string): Problem {
  return new Problem(
    'unknown_revision',
    `${stream.name} has no revision ${revision.slice(0, 20)}; see GET /admin/v1/streams/${stream.name}/revisions`,
  );
}

function viewRevision({
  revision,
  at,
  actor,
  role,
  operations,
  reason,
  requestId,
  changes,
}: Revision): RevisionView {
  const versions = changes.map(({ version }) => version);
  return { revision, at: rfc3339(at), actor, role, operations, reason, request_id: requestId, versions };
}

function changesOf(
  { changes, at }: Revision,
  before: readonly Release[],
  after: readonly Release[],
): ReleaseChangeView[] {
  const viewIn = (releases: readonly Release[], version: string) => {
    const release = releases.find((one) => one.version === version);
    return release ? viewDeclared(release, at) : null;
  };
  return changes.map(({ version }) => ({
    version,
    before: viewIn(before, version),
    after: viewIn(after, version),
  }));
}
