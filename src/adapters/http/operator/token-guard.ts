import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { FailedAttempts } from '../../../application/failed-attempts.js';
import { Log } from '../../../application/log.js';
import { isAtLeast, type Operator, type Role } from '../../../application/operator.js';
import { Tokens } from '../../../application/tokens.js';
import { Problem } from '../../../graph/problem.js';
import { noteOperator } from './who-asks.js';

/** Where `@Needs` leaves the role. */
export const ROLE_NEEDED = 'role needed';

/** Lets in who shows a token that may what is asked for. @see http-api.md 4 */
@Injectable()
export class TokenGuard implements CanActivate {
  #warned = false;

  constructor(
    private readonly tokens: Tokens,
    private readonly failures: FailedAttempts,
    private readonly reflector: Reflector,
    private readonly log: Log,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const operator = await this.#operator(request, response);
    const places = [context.getHandler(), context.getClass()];
    const needed = this.reflector.getAllAndOverride<Role>(ROLE_NEEDED, places);
    if (!isAtLeast(operator.role, needed)) {
      throw new Problem(
        'forbidden',
        `this needs a token with the role ${needed}, and yours is ${operator.role}`,
      );
    }
    noteOperator(request, operator);
    return true;
  }

  async #operator(request: Request, response: Response): Promise<Operator> {
    const token = bearerOf(request.headers.authorization);
    if (token === null) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      throw new Problem('unauthenticated', 'send a token: Authorization: Bearer <token>');
    }
    this.#warnOfPlainText(request);
    try {
      return await this.tokens.authenticate(token);
    } catch (error) {
      throw error instanceof Problem && error.kind === 'unauthenticated'
        ? this.#failure(error, request, response)
        : error;
    }
  }

  /** A request without a token is no attempt: only wrong ones count. */
  #failure(problem: Problem, request: Request, response: Response): Problem {
    if (this.failures.isOneTooMany(request.ip ?? '')) {
      return new Problem('too_many_requests', 'too many tokens from your address were wrong: wait a minute');
    }
    response.setHeader('WWW-Authenticate', 'Bearer');
    return problem;
  }

  #warnOfPlainText(request: Request): void {
    if (this.#warned || request.secure || isFromHere(request)) return;
    this.#warned = true;
    this.log.warn(
      'a token came over plain HTTP: put a proxy with HTTPS in front, and name it in TRUSTED_PROXIES',
    );
  }
}

function bearerOf(header: string | undefined): string | null {
  return /^bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null;
}

/** Whether nobody on the way could listen. */
function isFromHere({ ip = '', socket }: Request): boolean {
  return /^(::1$|(::ffff:)?127\.)/i.test(ip) || ip === socket.localAddress;
}
