import { Delete, Get, Param, Patch, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import type { Request } from 'express';
import { StreamProfiles, type Profile } from '../../../application/stream-profiles.js';
import { Clock } from '../../../application/clock.js';
import { Feeds } from '../../../application/feeds.js';
import { maySee, type Operator } from '../../../application/operator.js';
import { findingReport } from '../../../application/report.js';
import type { Snapshot } from '../../../application/snapshots.js';
import { Sources } from '../../../application/sources.js';
import { located } from '../../../graph/finding.js';
import { lintStream } from '../../../graph/lint.js';
import { NOWHERE } from '../../../graph/places.js';
import { Problem } from '../../../graph/problem.js';
import { PageQuery, pageOf, type Page } from '../page.js';
import { viewIncompleteStream, viewStream } from '../streams/view-stream.js';
import { ApiChange, ApiRead, OfStream, UNKNOWN_STREAM } from './api-change.js';
import { NewStreamBody, StreamBody } from './stream-bodies.js';
import { callerOf } from './caller.js';
import { NoQuery } from './no-query.js';
import { OperatorApi } from './operator-api.js';
import { invalidShape, shapeOf } from './shape.js';
import { AdminStreamPage, AdminStreamView, StreamAnswerView } from './stream-admin-view.js';
import { VisibleStreams } from './visible-streams.js';
import { WhoAsks } from './who-asks.js';
import { confirmedIn, WriteQuery } from './write-query.js';

/** Streams themselves. @see http-api.md 4 */
@OperatorApi('admin/v1/streams', 'streams for operators')
export class AdminStreamsController {
  constructor(
    private readonly profiles: StreamProfiles,
    private readonly streams: VisibleStreams,
    private readonly sources: Sources,
    private readonly feeds: Feeds,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiRead({
    summary: 'All streams, in full',
    description: 'Those that the token sees.',
    answer: AdminStreamPage,
  })
  listAdminStreams(@Query() query: PageQuery, @WhoAsks() operator: Operator): Page<AdminStreamView> {
    const complete = this.streams.all(operator).map((snapshot) => this.#view(snapshot));
    const known = new Set(complete.map(({ name }) => name));
    const incomplete = [...this.sources.all()].filter(([name]) => !known.has(name) && maySee(operator, name));
    const views = [...complete, ...incomplete.map(([name]) => this.#viewIncomplete(name))];
    return pageOf(
      views.sort((a, b) => (a.name < b.name ? -1 : 1)),
      ({ name }) => name,
      query,
    );
  }

  @Get(':stream')
  @UseInterceptors(NoQuery)
  @OfStream()
  @ApiRead({ summary: 'One stream, in full', answer: AdminStreamView, refusals: UNKNOWN_STREAM })
  oneAdminStream(@Param('stream') name: string, @WhoAsks() operator: Operator): AdminStreamView {
    if (this.sources.all().has(name) && !this.streams.isComplete(name) && maySee(operator, name)) {
      return this.#viewIncomplete(name);
    }
    return this.#view(this.streams.find(name, operator));
  }

  @Post()
  @ApiChange({
    role: 'admin',
    summary: 'Make a stream',
    description: 'It begins without a release.',
    body: NewStreamBody,
    status: 201,
    answer: StreamAnswerView,
    refusals: { already_exists: 'there is a stream rawhide already' },
  })
  createStream(@Req() request: Request, @Query() _query: WriteQuery): Promise<object> {
    const caller = callerOf(request);
    const { value, faults } = shapeOf(NewStreamBody, request.body);
    if (faults.length > 0) throw invalidShape(faults);
    const { name = '', aliases = [], description = '' } = value;
    if (caller.operator.streams !== null) {
      throw new Problem(
        'forbidden',
        'a token that is bound to streams cannot make others: use one that is not',
      );
    }
    return this.profiles.create(name, { aliases, description }, caller);
  }

  @Patch(':stream')
  @OfStream()
  @ApiChange({
    role: 'admin',
    summary: 'Describe a stream, freeze it, or take it over',
    description: 'What is left out stays as it is.',
    body: StreamBody,
    answer: StreamAnswerView,
    refusals: { already_exists: 'stable: names a stream already, and so cannot be an alias of 2403-LTS' },
  })
  describeStream(
    @Param('stream') name: string,
    @Req() request: Request,
    @Query() _query: WriteQuery,
  ): Promise<object> {
    const caller = callerOf(request);
    const stream = this.streams.nameOf(name, caller.operator);
    const { value, faults } = shapeOf(StreamBody, request.body);
    if (faults.length > 0) throw invalidShape(faults);
    return this.profiles.describe(stream, profileOf(value), caller);
  }

  @Delete(':stream')
  @OfStream()
  @ApiChange({
    role: 'admin',
    summary: 'Delete a stream',
    confirm: 'deletes_stream',
    description: 'With its releases and revisions, for good; needs confirm=deletes_stream. The audit stays.',
    answer: StreamAnswerView,
  })
  deleteStream(
    @Param('stream') name: string,
    @Req() request: Request,
    @Query() query: WriteQuery,
  ): Promise<object> {
    const caller = callerOf(request);
    return this.profiles.remove(this.streams.nameOf(name, caller.operator), confirmedIn(query), caller);
  }

  #view(snapshot: Snapshot): AdminStreamView {
    const { name, source, releases } = snapshot.stream;
    const status = this.sources.statusOf(name);
    const at = this.clock.now();
    const remarks = located(lintStream(releases, at), NOWHERE);
    const view = viewStream(snapshot, status, at);
    const url = this.feeds.of(source)?.source.url ?? null;
    const full = { ...view.source, url, last_error: status.lastError };
    return { ...view, source: full, warnings: remarks.map(findingReport) };
  }

  #viewIncomplete(name: string): AdminStreamView {
    const status = this.sources.statusOf(name);
    const kind = this.feeds.kindOf(name);
    const view = viewIncompleteStream(name, kind, status);
    const url = this.feeds.of(kind)?.source.url ?? null;
    return {
      ...view,
      source: { ...view.source, url, last_error: status.lastError },
      warnings: [],
    };
  }
}

function profileOf({ aliases, description, state, source }: StreamBody): Profile {
  return {
    ...(aliases && { aliases }),
    ...(typeof description === 'string' && { description }),
    ...(state && { state }),
    ...(source && { source }),
  };
}
