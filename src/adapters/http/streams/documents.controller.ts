import { Controller, Get, Param, Query, Res, UsePipes } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { Response } from 'express';
import { rfc3339 } from '../../../application/clock.js';
import { Snapshots, type Snapshot } from '../../../application/snapshots.js';
import { jsonText } from '../../../graph/json-cursor.js';
import { writeReleaseIndex } from '../../../graph/release-index.js';
import { writeUpdatesMetadata, type Dialect } from '../../../graph/updates-metadata.js';
import { ApiProblem } from '../api-problem.js';
import { ANY_QUERY } from '../invalid-params.js';
import { unknownStream } from '../unknown-stream.js';
import { streamTag } from './stream-tag.js';

export class DocumentQuery {
  @ApiProperty({
    required: false,
    enum: ['true', 'false'],
    description:
      'Adds what the plain documents cannot say: the basearches of limited sections, aliases of payloads, and what the stream goes by.',
  })
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'extended must be true or false, or be left out for false' })
  extended?: 'true' | 'false';
}

const UNKNOWN_STREAM = 'no such stream here; there are 2403-LTS, stable';

/** The two documents of cincinnati.md A.3, where the reference server reads them. */
@ApiTags('documents')
@UsePipes(ANY_QUERY)
@Controller()
export class DocumentsController {
  readonly #written = new WeakMap<Snapshot, Map<Kind, Written>>();

  constructor(private readonly snapshots: Snapshots) {}

  @Get('prod/streams/:stream/releases.json')
  @ApiOperation({ summary: 'Release index', description: 'All releases of a stream, oldest first.' })
  @ApiParam({ name: 'stream', example: 'stable' })
  @ApiOkResponse({ content: { 'application/json': { schema: { type: 'object' } } } })
  @ApiProblem(400, 'invalid_params', 'extended must be true or false, or be left out for false')
  @ApiProblem(404, 'unknown_stream', UNKNOWN_STREAM)
  releaseIndex(
    @Param('stream') name: string,
    @Query() { extended }: DocumentQuery,
    @Res() response: Response,
  ): void {
    sendDocument(response, this.#document(this.#snapshot(name), 'index', extended));
  }

  @Get('updates/:stream.json')
  @ApiOperation({ summary: 'Updates metadata', description: 'Barriers, deadends and rollouts of a stream.' })
  @ApiParam({ name: 'stream', example: 'stable' })
  @ApiOkResponse({ content: { 'application/json': { schema: { type: 'object' } } } })
  @ApiProblem(400, 'invalid_params', 'extended must be true or false, or be left out for false')
  @ApiProblem(404, 'unknown_stream', UNKNOWN_STREAM)
  updatesMetadata(
    @Param('stream') name: string,
    @Query() { extended }: DocumentQuery,
    @Res() response: Response,
  ): void {
    sendDocument(response, this.#document(this.#snapshot(name), 'updates', extended));
  }

  /** Written once for each snapshot, when it is asked for first. */
  #document(snapshot: Snapshot, name: DocumentName, extended = 'false'): Written {
    const dialect = extended === 'true' ? 'extended' : 'plain';
    const kind: Kind = `${name} ${dialect}`;
    const written = this.#written.get(snapshot) ?? new Map<Kind, Written>();
    const document = written.get(kind) ?? write(snapshot, name, dialect);
    this.#written.set(snapshot, written.set(kind, document));
    return document;
  }

  #snapshot(name: string): Snapshot {
    const snapshot = this.snapshots.find(name);
    if (!snapshot) throw unknownStream(this.snapshots.names());
    return snapshot;
  }
}

const WRITERS = { index: writeReleaseIndex, updates: writeUpdatesMetadata } as const;
type DocumentName = keyof typeof WRITERS;
type Kind = `${DocumentName} ${Dialect}`;

/** A document, ready to be sent: all who read it slowly share the same bytes. */
interface Written {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

function write({ stream }: Snapshot, document: DocumentName, dialect: Dialect): Written {
  const { name, releases, revision, updatedAt } = stream;
  const form = { lastModified: rfc3339(updatedAt) ?? '', dialect, profile: stream };
  const text = jsonText(WRITERS[document](name, releases, form));
  const headers = {
    'Content-Type': 'application/json',
    ETag: streamTag(revision, text),
    'Last-Modified': new Date(updatedAt * 1000).toUTCString(),
  };
  return { bytes: Buffer.from(text), headers };
}

function sendDocument(response: Response, { bytes, headers }: Written): void {
  response.set(headers).send(bytes);
}
