import { Delete, Get, Param, Post, Put, Query, Req, UseInterceptors } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { Request } from 'express';
import { Clock } from '../../../application/clock.js';
import type { Operator } from '../../../application/operator.js';
import { PageQuery, pageOf, type Page } from '../page.js';
import { ApiChange, ApiRead, OfRelease, OfStream, UNKNOWN_STREAM, UNKNOWN_VERSION } from './api-change.js';
import {
  AliasBody,
  LatePayloadsBody,
  PauseBody,
  ReasonBody,
  ReleaseBody,
  ResumeBody,
  RolloutBody,
  StopBody,
} from './release-bodies.js';
import { NoQuery } from './no-query.js';
import { OperatorApi } from './operator-api.js';
import { ReleasePage, ReleaseView } from './release-view.js';
import { SingleOperation } from './single-operation.js';
import { viewRelease } from './view-release.js';
import { VisibleStreams } from './visible-streams.js';
import { WhoAsks } from './who-asks.js';
import { WriteQuery } from './write-query.js';

/** Releases, and what is declared of them. Each write is one operation. @see http-api.md 4 */
@OperatorApi('admin/v1/streams/:stream/releases', 'releases')
export class ReleasesController {
  constructor(
    private readonly streams: VisibleStreams,
    private readonly operation: SingleOperation,
    private readonly clock: Clock,
  ) {}

  @Get()
  @OfStream()
  @ApiRead({
    summary: 'Releases of a stream',
    description: 'Newest first.',
    answer: ReleasePage,
    refusals: UNKNOWN_STREAM,
  })
  listReleases(
    @Param('stream') name: string,
    @Query() query: PageQuery,
    @WhoAsks() operator: Operator,
  ): Page<ReleaseView> {
    const snapshot = this.streams.find(name, operator);
    const { releases } = snapshot.stream;
    const newestFirst = releases.map((release, index) => ({ release, index })).reverse();
    // So that a page stays where it is when a release is published meanwhile.
    const page = pageOf(newestFirst, ({ index }) => String(999_999_999 - index), query);
    const at = this.clock.now();
    return { ...page, items: page.items.map(({ release }) => viewRelease(release, snapshot, at)) };
  }

  @Get(':version')
  @UseInterceptors(NoQuery)
  @OfRelease()
  @ApiRead({
    summary: 'One release',
    description: 'Everything that is known of it.',
    answer: ReleaseView,
    refusals: UNKNOWN_VERSION,
  })
  oneRelease(
    @Param('stream') name: string,
    @Param('version') version: string,
    @WhoAsks() operator: Operator,
  ): ReleaseView {
    const snapshot = this.streams.find(name, operator);
    return viewRelease(this.streams.release(snapshot, version), snapshot, this.clock.now());
  }

  @Post()
  @OfStream()
  @ApiChange({
    role: 'publisher',
    summary: 'Publish a release',
    description: 'It is appended as the newest. Without a rollout or a barrier no edge leads to it.',
    body: ReleaseBody,
    status: 201,
    refusals: { already_exists: '24.03-LTS.20261030.0 is in this stream already' },
  })
  publishRelease(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('publish_release', request, query);
  }

  @Put(':version/barrier')
  @OfRelease()
  @ApiChange({
    role: 'publisher',
    summary: 'Set a barrier',
    description: 'Nobody may jump over it.',
    body: ReasonBody,
  })
  setBarrier(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('set_barrier', request, query);
  }

  @Delete(':version/barrier')
  @OfRelease('24.03-LTS.20250117.0')
  @ApiChange({ role: 'publisher', summary: 'Clear a barrier' })
  clearBarrier(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('clear_barrier', request, query);
  }

  @Put(':version/deadend')
  @OfRelease('24.03-LTS.20240904.0')
  @ApiChange({
    role: 'publisher',
    summary: 'Declare a deadend',
    description: 'No update leads out of it; nodes show the reason.',
    body: ReasonBody,
  })
  setDeadend(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('set_deadend', request, query);
  }

  @Delete(':version/deadend')
  @OfRelease('24.03-LTS.20250425.0')
  @ApiChange({ role: 'publisher', summary: 'Clear a deadend' })
  clearDeadend(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('clear_deadend', request, query);
  }

  @Put(':version/rollout')
  @OfRelease()
  @ApiChange({
    role: 'publisher',
    summary: 'Start a rollout, or correct it',
    description: 'Finished rollouts older than the newest finished one are withdrawn with it.',
    body: RolloutBody,
  })
  setRollout(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('set_rollout', request, query);
  }

  @Post(':version/rollout/pause')
  @OfRelease()
  @ApiChange({
    role: 'operator',
    summary: 'Pause a rollout',
    description: 'It stays where it is, however long that lasts.',
    body: PauseBody,
  })
  pauseRollout(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('pause_rollout', request, query);
  }

  @Post(':version/rollout/resume')
  @OfRelease()
  @ApiChange({
    role: 'publisher',
    summary: 'Resume a rollout',
    description: 'It goes on from where it is, as fast as before.',
    body: ResumeBody,
  })
  resumeRollout(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('resume_rollout', request, query);
  }

  @Post(':version/rollout/finish')
  @OfRelease()
  @ApiChange({
    role: 'publisher',
    summary: 'Finish a rollout',
    confirm: 'blast_radius',
    description: 'It opens to everybody at once.',
    body: StopBody,
  })
  finishRollout(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('finish_rollout', request, query);
  }

  @Post(':version/rollout/withdraw')
  @OfRelease()
  @ApiChange({
    role: 'operator',
    summary: 'Withdraw a rollout',
    description: 'No edge leads to the release any more.',
    body: StopBody,
  })
  withdrawRollout(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('withdraw_rollout', request, query);
  }

  @Post(':version/payloads')
  @OfRelease()
  @ApiChange({
    role: 'publisher',
    summary: 'Add payloads',
    description: 'An architecture that comes late.',
    body: LatePayloadsBody,
    status: 201,
  })
  addPayloads(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('add_payloads', request, query);
  }

  @Post(':version/payload-aliases')
  @OfRelease()
  @ApiChange({
    role: 'publisher',
    summary: 'Add a payload alias',
    description: 'Nodes that run this payload are recognised as running the release.',
    body: AliasBody,
    status: 201,
  })
  addPayloadAlias(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('add_payload_alias', request, query);
  }

  @Delete(':version/payload-aliases/:id')
  @OfRelease()
  @ApiParam({ name: 'id', example: 'b310e1944d0b600a' })
  @ApiChange({
    role: 'publisher',
    summary: 'Remove a payload alias',
    refusals: { not_found: '24.03-LTS.20261030.0 has no payload alias b310e1944d0b600a' },
  })
  removePayloadAlias(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('remove_payload_alias', request, query);
  }

  @Post(':version/retire')
  @OfRelease('24.03-LTS.20240628.0')
  @ApiChange({
    role: 'publisher',
    summary: 'Retire a release',
    description: 'It never is a target again; nodes that run it still find themselves.',
    body: StopBody,
  })
  retireRelease(@Req() request: Request, @Query() query: WriteQuery): Promise<object> {
    return this.operation.run('retire_release', request, query);
  }
}
