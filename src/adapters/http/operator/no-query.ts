import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { unknownParams } from '../invalid-params.js';

/** For what takes no parameters: one that is given may be a misspelt one of another path. */
@Injectable()
export class NoQuery implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const names = Object.keys(context.switchToHttp().getRequest<Request>().query);
    if (names.length > 0) throw unknownParams(names);
    return next.handle();
  }
}
