import { Controller, Get, Param, Query, Res, UsePipes } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock } from '../../../application/clock.js';
import { Feeds } from '../../../application/feeds.js';
import { Snapshots } from '../../../application/snapshots.js';
import { Sources } from '../../../application/sources.js';
import { ApiProblem } from '../api-problem.js';
import { ANY_QUERY } from '../invalid-params.js';
import { unknownStream } from '../unknown-stream.js';
import { PageQuery, pageOf, type Page } from '../page.js';
import { StreamPage, StreamView } from './stream-view.js';
import { streamTag } from './stream-tag.js';
import { viewIncompleteStream, viewStream } from './view-stream.js';

@ApiTags('streams')
@UsePipes(ANY_QUERY)
@Controller('v1/streams')
export class StreamsController {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly sources: Sources,
    private readonly feeds: Feeds,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'All streams',
    description: 'With what is newest, how rollouts fare, and how fresh it is.',
  })
  @ApiOkResponse({ type: StreamPage })
  @ApiProblem(400, 'invalid_params', 'limit must be a whole number from 1 to 500')
  list(@Query() query: PageQuery): Page<StreamView> {
    const complete = this.snapshots.names();
    const incomplete = [...this.sources.all().keys()].filter((name) => !this.snapshots.find(name));
    const names = pageOf([...complete, ...incomplete].sort(), (name) => name, query);
    return { ...names, items: names.items.flatMap((name) => this.#view(name) ?? []) };
  }

  @Get(':stream')
  @ApiOperation({ summary: 'One stream', description: 'By its name or an alias.' })
  @ApiParam({ name: 'stream', example: 'stable' })
  @ApiOkResponse({ type: StreamView })
  @ApiProblem(404, 'unknown_stream', 'no such stream here; there are 2403-LTS, stable')
  one(@Param('stream') name: string, @Res({ passthrough: true }) response: Response): StreamView {
    const view = this.#view(name);
    if (!view) throw unknownStream(this.snapshots.names());
    response.setHeader('ETag', streamTag(view.revision, JSON.stringify(view)));
    return view;
  }

  #view(name: string): StreamView | null {
    const snapshot = this.snapshots.find(name);
    if (snapshot) return viewStream(snapshot, this.sources.statusOf(snapshot.stream.name), this.clock.now());
    const status = this.sources.all().get(name);
    return status ? viewIncompleteStream(name, this.feeds.kindOf(name), status) : null;
  }
}
