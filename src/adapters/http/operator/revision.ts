import { ValidateBy } from 'class-validator';

/** As many as the database can count. */
export const MOST_REVISIONS = 2 ** 31 - 1;

/** The number of a revision, from 1. */
export function IsRevision(message: string) {
  const isRevision = (value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_REVISIONS;
  return ValidateBy({ name: 'isRevision', validator: { validate: isRevision } }, { message });
}
