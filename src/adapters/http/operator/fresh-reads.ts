import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { Snapshots } from '../../../application/snapshots.js';
import { Problem } from '../../../graph/problem.js';

/**
 * What operators read is what was committed last, also by another instance a moment ago: they write by what they
 * have read. With the database away they read the last known good.
 */
@Injectable()
export class FreshReads implements NestInterceptor {
  constructor(private readonly snapshots: Snapshots) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { method } = context.switchToHttp().getRequest<Request>();
    if (method === 'GET' || method === 'HEAD') await this.#refresh();
    return next.handle();
  }

  async #refresh(): Promise<void> {
    try {
      await this.snapshots.refresh();
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'database_unavailable') throw error;
    }
  }
}
