import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem, type Fault } from '../../graph/problem.js';

/** Says everything that is wrong with a query. */
function invalidParams(errors: readonly ValidationError[]): Problem {
  const faults = errors.flatMap(faultsOf);
  const kind = faults.every(({ code }) => code === 'missing_params') ? 'missing_params' : 'invalid_params';
  const messages = new Set(faults.map(({ message }) => message));
  return new Problem(kind, [...messages].join('; '), { faults });
}

/** What is missing need not be told that it is wrong as well, nor anything twice. */
function faultsOf({ property, constraints = {} }: ValidationError): readonly Fault[] {
  const { isDefined: missing, whitelistValidation: unknown } = constraints;
  const place = { document: '', path: `/${property}` };
  if (missing !== undefined) return [{ ...place, code: 'missing_params', message: missing }];
  const message = `${property} is no parameter here: leave it out`;
  if (unknown !== undefined) return [{ ...place, code: 'invalid_params', message }];
  const messages = new Set(Object.values(constraints));
  return [...messages].map((one) => ({ ...place, code: 'invalid_params', message: one }));
}

/** Queries of everybody: what nobody knows is passed over. */
export const ANY_QUERY = new ValidationPipe({ transform: true, exceptionFactory: invalidParams });

/** Queries of operators: a parameter that is not known may be a misspelt `dry_run`. */
export const KNOWN_QUERY = new ValidationPipe({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  exceptionFactory: invalidParams,
});
