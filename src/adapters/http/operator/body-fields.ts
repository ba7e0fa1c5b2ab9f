import { type ApiPropertyOptions } from '@nestjs/swagger';
import { IsString, ValidateBy, ValidateIf } from 'class-validator';
import { epochOf } from '../../../application/clock.js';
import { isName, NAME_RULE } from '../../../graph/model.js';

/** What fields of operators' bodies look like, whatever they may mean. */

const A_TIME = 'expected a time like 2026-11-22T16:00:00Z';

export function IsTime(message = A_TIME, now = false) {
  const isTime = (value: unknown) =>
    typeof value === 'string' && ((now && value === 'now') || epochOf(value) !== null);
  return ValidateBy({ name: 'isTime', validator: { validate: isTime } }, { message });
}

export function IsStreamName() {
  const isStreamName = (value: unknown) => typeof value === 'string' && isName(value);
  return ValidateBy(
    { name: 'isName', validator: { validate: isStreamName } },
    { message: `expected a name: ${NAME_RULE}` },
  );
}

export function AreStreamNames() {
  const areNames = (value: unknown) =>
    Array.isArray(value) &&
    value.length <= 50 &&
    value.every((one) => typeof one === 'string' && isName(one)) &&
    new Set(value).size === value.length;
  return ValidateBy(
    { name: 'areNames', validator: { validate: areNames } },
    { message: `expected a list of at most 50 different names: ${NAME_RULE}` },
  );
}

/** What is left out stays as it is, or is what it is by default; null says neither. */
export function MayBeLeftOut() {
  return ValidateIf((_, value) => value !== undefined);
}

export function IsText(what = 'a string') {
  return IsString({ message: `expected ${what}` });
}

/** Some basearches, in a section that is limited to them. */
export function AreBasearches() {
  const areTexts = (value: unknown) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= 50 &&
    value.every((one) => typeof one === 'string');
  return ValidateBy(
    { name: 'areBasearches', validator: { validate: areTexts } },
    { message: 'expected a list of 1 to 50 basearches; leave it out for all of them' },
  );
}

export const LIMIT: ApiPropertyOptions = {
  type: [String],
  required: false,
  nullable: true,
  description: 'Leave it out for all of them.',
  example: ['x86_64'],
};

const CODES = { message: 'expected a list of at most 50 codes of findings' } as const;

export function AreCodes() {
  const areCodes = (value: unknown) =>
    Array.isArray(value) &&
    value.length <= 50 &&
    value.every((one) => typeof one === 'string' && /^[a-z_]{1,64}$/.test(one));
  return ValidateBy({ name: 'areCodes', validator: { validate: areCodes } }, CODES);
}
