import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Operator } from '../../../application/operator.js';

const operators = new WeakMap<Request, Operator>();

/** Remembers who asks, once the token was checked. */
export function noteOperator(request: Request, operator: Operator): void {
  operators.set(request, operator);
}

/** Who asks; only behind `@Needs`. */
export function operatorOf(request: Request): Operator {
  const operator = operators.get(request);
  if (!operator) throw new Error(`${request.path} is served without @Needs`);
  return operator;
}

/** Gives a controller the operator that asks. */
export const WhoAsks = createParamDecorator((_: undefined, context: ExecutionContext) =>
  operatorOf(context.switchToHttp().getRequest<Request>()),
);
