import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem } from '../../graph/problem.js';

/** Says everything that is wrong with a query. */
function invalidParams(errors: readonly ValidationError[]): Problem {
  const faults = errors.flatMap(({ property, constraints = {} }) =>
    Object.entries(constraints).map(([rule, message]) => ({
      code: rule === 'isDefined' ? 'missing_params' : 'invalid_params',
      document: '',
      path: `/${property}`,
      message: rule === 'whitelistValidation' ? `${property} is no parameter here: leave it out` : message,
    })),
  );
  const kind = faults.every(({ code }) => code === 'missing_params') ? 'missing_params' : 'invalid_params';
  const messages = new Set(faults.map(({ message }) => message));
  return new Problem(kind, [...messages].join('; '), { faults });
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
