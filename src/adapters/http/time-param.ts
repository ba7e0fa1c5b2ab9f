import { ValidateBy } from 'class-validator';
import { epochOf } from '../../application/clock.js';

/** A time in a query. */
export function IsTimeParam(name: string) {
  const isTime = (value: unknown) => typeof value === 'string' && epochOf(value) !== null;
  const message = `${name} must be a time like 2026-11-22T16:00:00Z`;
  return ValidateBy({ name: 'isTime', validator: { validate: isTime } }, { message });
}

/** Seconds since the Unix epoch, UTC. */
export function epochIn(text: string | undefined): number | null {
  return text === undefined ? null : epochOf(text);
}
