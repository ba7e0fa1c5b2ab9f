import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { tap, type Observable } from 'rxjs';
import { Snapshots } from '../../../application/snapshots.js';
import { streamTag } from '../streams/stream-tag.js';

/** Gives every answer to a GET about one stream its ETag. @see http-api.md 1 */
@Injectable()
export class StreamTagger implements NestInterceptor {
  constructor(private readonly snapshots: Snapshots) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, params } = context.switchToHttp().getRequest<Request<{ stream?: string }>>();
    const response = context.switchToHttp().getResponse<Response>();
    // As it was when the question came: a tag may be older than its answer, never newer.
    const revision = this.snapshots.find(params.stream ?? '')?.stream.revision;
    if ((method !== 'GET' && method !== 'HEAD') || revision === undefined) return next.handle();
    return next.handle().pipe(
      tap((body: unknown) => {
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        response.setHeader('ETag', streamTag(revision, text));
      }),
    );
  }
}
