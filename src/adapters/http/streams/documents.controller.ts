import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { Response } from 'express';
import { rfc3339 } from '../../../application/clock.js';
import { Snapshots, type Snapshot } from '../../../application/snapshots.js';
import { jsonText } from '../../../graph/json-cursor.js';
import { writeReleaseIndex } from '../../../graph/release-index.js';
import { writeUpdatesMetadata } from '../../../graph/updates-metadata.js';
import { ApiProblem } from '../api-problem.js';
import { streamTag, unknownStream } from './stream-responses.js';

export class DocumentQuery {
  @ApiProperty({
    required: false,
    enum: ['true', 'false'],
    description: 'Adds what the plain documents cannot say: the basearches of limited sections.',
  })
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'extended must be true or false, or be left out for false' })
  extended?: 'true' | 'false';
}

const UNKNOWN_STREAM = 'no such stream here; there are 2403-LTS, stable';

/** The two documents of cincinnati.md A.3, where the reference server reads them. */
@ApiTags('documents')
@Controller()
export class DocumentsController {
  constructor(private readonly snapshots: Snapshots) {}

  @Get('prod/streams/:stream/releases.json')
  @ApiOperation({ summary: 'Release index', description: 'All releases of a stream, oldest first.' })
  @ApiParam({ name: 'stream', example: 'stable' })
  @ApiOkResponse({ content: { 'application/json': { schema: { type: 'object' } } } })
  @ApiProblem(400, 'invalid_params', 'extended must be true or false, or be left out for false')
  @ApiProblem(404, 'unknown_stream', UNKNOWN_STREAM)
  releaseIndex(
    @Param('stream') name: string,
    @Query() _query: DocumentQuery,
    @Res({ passthrough: true }) response: Response,
  ): string {
    const { stream } = this.#snapshot(name);
    return sendDocument(response, stream, writeReleaseIndex(stream.name, stream.releases, modified(stream)));
  }

  @Get('updates/:stream.json')
  @ApiOperation({ summary: 'Updates metadata', description: 'Barriers, deadends and rollouts of a stream.' })
  @ApiParam({ name: 'stream', example: 'stable' })
  @ApiOkResponse({ content: { 'application/json': { schema: { type: 'object' } } } })
  @ApiProblem(400, 'invalid_params', 'extended must be true or false, or be left out for false')
  @ApiProblem(404, 'unknown_stream', UNKNOWN_STREAM)
  updatesMetadata(
    @Param('stream') name: string,
    @Query() query: DocumentQuery,
    @Res({ passthrough: true }) response: Response,
  ): string {
    const { stream } = this.#snapshot(name);
    const dialect = query.extended === 'true' ? 'extended' : 'plain';
    const options = { lastModified: modified(stream), dialect } as const;
    return sendDocument(response, stream, writeUpdatesMetadata(stream.name, stream.releases, options));
  }

  #snapshot(name: string): Snapshot {
    const snapshot = this.snapshots.find(name);
    if (!snapshot) throw unknownStream(this.snapshots);
    return snapshot;
  }
}

type Stream = Snapshot['stream'];

function modified({ updatedAt }: Stream): string {
  return rfc3339(updatedAt) ?? '';
}

function sendDocument(response: Response, { revision, updatedAt }: Stream, document: object): string {
  const text = jsonText(document);
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('ETag', streamTag(revision, text));
  response.setHeader('Last-Modified', new Date(updatedAt * 1000).toUTCString());
  return text;
}
