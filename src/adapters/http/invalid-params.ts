import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem, type Fault } from '../../graph/problem.js';
import { shortName } from './short-name.js';

/** Says everything that is wrong with a query. */
function invalidParams(errors: readonly ValidationError[]): Problem {
  return problemOf(errors.flatMap(faultsOf));
}

/** A query with parameters where there are none. */
export function unknownParams(names: readonly string[]): Problem {
  return problemOf(names.map(unknownParam));
}

function problemOf(faults: readonly Fault[]): Problem {
  const kind = faults.every(({ code }) => code === 'missing_params') ? 'missing_params' : 'invalid_params';
  const messages = new Set(faults.map(({ message }) => message));
  return new Problem(kind, [...messages].join('; '), { faults });
}

/** What is missing need not be told that it is wrong as well, nor anything twice. */
function faultsOf({ property, constraints = {} }: ValidationError): readonly Fault[] {
  const { isDefined: missing, whitelistValidation: unknown } = constraints;
  const place = { document: '', path: `/${property}` };
  if (missing !== undefined) return [{ ...place, code: 'missing_params', message: missing }];
  if (unknown !== undefined) return [unknownParam(property)];
  const messages = new Set(Object.values(constraints));
  return [...messages].map((one) => ({ ...place, code: 'invalid_params', message: one }));
}

function unknownParam(name: string): Fault {
  const message = `${shortName(name)} is no parameter here: leave it out`;
  return { document: '', path: `/${shortName(name)}`, code: 'invalid_params', message };
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
