import { Get, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';
import { rfc3339 } from '../../../application/clock.js';
import type { Operator } from '../../../application/operator.js';
import { StreamStore, type AuditEntry } from '../../../application/stream-store.js';
import { cursorOf, keyIn, PageQuery, type Page } from '../page.js';
import { ApiRead, UNKNOWN_STREAM } from './api-change.js';
import { auditAsCsv, auditAsText } from './audit-text.js';
import { AuditPage, AuditView } from './history-view.js';
import { OperatorApi } from './operator-api.js';
import { epochIn, IsTimeParam } from '../time-param.js';
import { VisibleStreams } from './visible-streams.js';
import { operatorOf } from './who-asks.js';

export class AuditQuery extends PageQuery {
  @ApiProperty({ required: false, type: String, description: 'By name or alias.', example: '2403-LTS' })
  @IsOptional()
  @IsString({ message: 'stream is given more than once: give it once' })
  stream?: string;

  @ApiProperty({ required: false, type: String, description: 'The name of a token.' })
  @IsOptional()
  @Matches(/^\P{C}*$/u, { message: 'actor must be given once, and be printable' })
  @MaxLength(256, { message: 'actor is longer than 256 characters: shorten it' })
  actor?: string;

  @ApiProperty({
    required: false,
    type: String,
    format: 'date-time',
    description: 'The first second that counts.',
  })
  @IsOptional()
  @IsTimeParam('since')
  since?: string;

  @ApiProperty({
    required: false,
    type: String,
    format: 'date-time',
    description: 'The last second that counts.',
  })
  @IsOptional()
  @IsTimeParam('until')
  until?: string;
}

/** Who did what. @see http-api.md 4 */
@OperatorApi('admin/v1/audit', 'history')
export class AuditController {
  constructor(
    private readonly store: StreamStore,
    private readonly streams: VisibleStreams,
  ) {}

  @Get()
  @ApiRead({
    summary: 'The audit',
    description:
      'Newest first; as JSON, or as CSV or text where Accept asks for it. The next page is in next_cursor and in the header Link.',
    refusals: UNKNOWN_STREAM,
  })
  @ApiExtraModels(AuditPage)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(AuditPage) } },
      'text/csv': { schema: { type: 'string' } },
      'text/plain': { schema: { type: 'string' } },
    },
  })
  async audit(
    @Query() query: AuditQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<AuditView> | string> {
    const found = await this.store.audit(this.#filter(query, operatorOf(request)));
    const items = found.slice(0, query.limit).map(viewEntry);
    const last = found.length > items.length ? items.at(-1) : undefined;
    const cursor = last ? cursorOf(last.id) : null;
    response.vary('Accept');
    if (cursor !== null) response.setHeader('Link', `<${nextPage(request, cursor)}>; rel="next"`);
    const type = request.accepts(['application/json', 'text/csv', 'text/plain']);
    if (type === 'text/csv' || type === 'text/plain') {
      response.type(type);
      return type === 'text/csv' ? auditAsCsv(items) : auditAsText(items);
    }
    return { items, next_cursor: cursor };
  }

  #filter(query: AuditQuery, operator: Operator) {
    const stream = query.stream === undefined ? null : this.streams.auditedName(query.stream, operator);
    return {
      streams: stream === null ? operator.streams : [stream],
      actor: query.actor ?? null,
      since: epochIn(query.since),
      until: epochIn(query.until),
      before: keyIn(query, /^\d{1,18}$/),
      limit: query.limit + 1,
    };
  }
}

function viewEntry({
  id,
  at,
  actor,
  role,
  stream,
  revision,
  operations,
  reason,
  requestId,
}: AuditEntry): AuditView {
  return { id, at: rfc3339(at), actor, role, stream, revision, operations, reason, request_id: requestId };
}

function nextPage({ path, query }: Request, cursor: string): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return `${path}?${new URLSearchParams({ ...Object.fromEntries(given), cursor }).toString()}`;
}
