import { Param, Post, Put, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Acceptance } from '../../../application/acceptance.js';
import { Changes, type ChangeSet } from '../../../application/changes.js';
import { isAtLeast, type Role } from '../../../application/operator.js';
import { Problem, type Fault } from '../../../graph/problem.js';
import { ApiChange, OfStream } from './api-change.js';
import { AcceptBody, ChangeSetBody, ImportBody } from './change-bodies.js';
import { bodyDocumentOf, HoldsDocuments } from './body-reader.js';
import { callerOf } from './caller.js';
import { documentIn } from './document-in.js';
import { OperatorApi } from './operator-api.js';
import { readListedOperation, roleFor } from './read-operation.js';
import { invalidShape, shapeOf } from './shape.js';
import { VisibleStreams } from './visible-streams.js';
import { confirmedIn, WriteQuery } from './write-query.js';

/** What changes a stream as a whole. @see http-api.md 4 */
@OperatorApi('admin/v1/streams/:stream', 'changes')
export class ChangesController {
  constructor(
    private readonly changes: Changes,
    private readonly acceptance: Acceptance,
    private readonly streams: VisibleStreams,
  ) {}

  @Post('changes')
  @OfStream()
  @ApiChange({
    role: 'operator',
    summary: 'Apply a change set',
    description:
      'All of its operations or none, in one revision. Each needs the role that its own path needs.',
    body: ChangeSetBody,
    refusals: { already_exists: '24.03-LTS.20261030.0 is in this stream already' },
  })
  applyChanges(
    @Param('stream') name: string,
    @Req() request: Request,
    @Query() query: WriteQuery,
  ): Promise<object> {
    const caller = callerOf(request);
    const stream = this.streams.nameOf(name, caller.operator);
    const set = changeSetOf(request.body, query);
    refuseRole(caller.operator.role, set);
    return this.changes.operate(stream, set, caller);
  }

  @Put('documents')
  @OfStream()
  @HoldsDocuments()
  @ApiChange({
    role: 'publisher',
    summary: 'Import documents',
    description: 'A release index and updates metadata in place of what the stream holds, as one change.',
    body: ImportBody,
  })
  importDocuments(
    @Param('stream') name: string,
    @Req() request: Request,
    @Query() query: WriteQuery,
  ): Promise<object> {
    const caller = callerOf(request);
    const stream = this.streams.nameOf(name, caller.operator);
    const { value, faults: shapeFaults } = shapeOf(ImportBody, request.body);
    const body = bodyDocumentOf(request);
    const confirm = [...confirmedIn(query), ...(value.confirm ?? [])];
    const documents = { index: documentIn(body, '/releases'), updates: documentIn(body, '/updates') };
    return this.changes.importDocuments(stream, { ...documents, confirm, shapeFaults }, caller);
  }

  @Post('source/accept')
  @OfStream()
  @ApiChange({
    role: 'publisher',
    summary: 'Accept what a source says',
    description: 'Lets in what the documents of a followed source were held back for.',
    body: AcceptBody,
  })
  acceptSource(
    @Param('stream') name: string,
    @Req() request: Request,
    @Query() query: WriteQuery,
  ): Promise<object> {
    const caller = callerOf(request);
    const stream = this.streams.nameOf(name, caller.operator);
    const { value, faults } = shapeOf(AcceptBody, request.body);
    if (faults.length > 0) throw invalidShape(faults);
    const confirm = [...confirmedIn(query), ...(value.confirm ?? [])];
    return this.acceptance.accept(stream, { confirm, reason: value.reason ?? '' }, caller);
  }
}

function changeSetOf(body: unknown, query: WriteQuery): ChangeSet {
  const { value, faults } = shapeOf(ChangeSetBody, body);
  const listed = value.operations ?? [];
  const read = listed.map((element, index) => ({
    path: `/operations/${index}`,
    ...readListedOperation(element, `/operations/${index}`),
  }));
  const shapeFaults: Fault[] = [...faults, ...read.flatMap((one) => one.faults)];
  const confirm = [...new Set([...confirmedIn(query), ...(value.confirm ?? [])])];
  const confirmed = confirm.length > 0 ? { confirm } : {};
  return {
    operations: read.flatMap(({ wanted, path }) => (wanted ? [{ wanted, path }] : [])),
    asked: listed.flatMap((element) => (isOperation(element) ? [{ ...element, ...confirmed }] : [])),
    reason: value.reason ?? null,
    confirm,
    shapeFaults,
    single: false,
  };
}

function refuseRole(role: Role, { asked }: ChangeSet): void {
  const beyond = asked.findIndex(({ op }) => !isAtLeast(role, roleFor(op)));
  if (beyond < 0) return;
  const value = `/operations/${beyond} needs a token with the role ${roleFor(asked[beyond]?.op ?? '')}, and yours is ${role}`;
  throw new Problem('forbidden', value);
}

function isOperation(element: unknown): element is { readonly op: string } {
  return typeof element === 'object' && element !== null && 'op' in element && typeof element.op === 'string';
}
