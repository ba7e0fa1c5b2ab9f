import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Changes } from '../../../application/changes.js';
import { callerOf } from './caller.js';
import { readOperation, type Op } from './read-operation.js';
import { VisibleStreams } from './visible-streams.js';
import { confirmedIn, type WriteQuery } from './write-query.js';

/** A path that is one operation: the same as a change set of that operation alone. */
@Injectable()
export class SingleOperation {
  constructor(
    private readonly changes: Changes,
    private readonly streams: VisibleStreams,
  ) {}

  async run(op: Op, request: Request, query: WriteQuery): Promise<object> {
    const caller = callerOf(request);
    const [stream, version, id] = [
      paramOf(request, 'stream'),
      paramOf(request, 'version'),
      paramOf(request, 'id'),
    ];
    const body: unknown = id === '' ? request.body : { ...membersOf(request.body), id };
    const confirm = confirmedIn(query);
    const { wanted, faults } = readOperation(op, version, body);
    const set = {
      operations: wanted ? [{ wanted, path: '' }] : [],
      asked: [
        {
          op,
          ...(version !== '' && { version }),
          ...membersOf(body),
          ...(confirm.length > 0 && { confirm }),
        },
      ],
      reason: reasonIn(body),
      confirm,
      shapeFaults: faults,
      single: true,
    };
    return this.changes.operate(this.streams.nameOf(stream, caller.operator), set, caller);
  }
}

/** A part of the path; empty where it has none of that name. */
function paramOf({ params }: Request, name: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : '';
}

function reasonIn(body: unknown): string {
  const { reason }: { readonly reason?: unknown } = membersOf(body);
  return typeof reason === 'string' ? reason : '';
}

function membersOf(body: unknown): object {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
}
