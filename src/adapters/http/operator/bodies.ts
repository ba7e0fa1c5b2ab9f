import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  MaxLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsRevision, MOST_REVISIONS } from './revision.js';
import { epochOf } from '../../../application/clock.js';
import { STREAM_STATES, type StreamState } from '../../../application/stream-store.js';
import { Holds } from './shape.js';
import { isName, NAME_RULE, SCHEMES, type Scheme } from '../../../graph/model.js';

/**
 * The bodies of operators' requests. They say which shape a field has; what it may mean is for `graph/lint`
 * to say, so that everybody is held to the same rules.
 * @see http-api.md 4
 */

const A_TIME = 'expected a time like 2026-11-22T16:00:00Z';

function IsTime(message = A_TIME, now = false) {
  const isTime = (value: unknown) =>
    typeof value === 'string' && ((now && value === 'now') || epochOf(value) !== null);
  return ValidateBy({ name: 'isTime', validator: { validate: isTime } }, { message });
}

function IsStreamName() {
  const isStreamName = (value: unknown) => typeof value === 'string' && isName(value);
  return ValidateBy(
    { name: 'isName', validator: { validate: isStreamName } },
    { message: `expected a name: ${NAME_RULE}` },
  );
}

function AreStreamNames() {
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
function MayBeLeftOut() {
  return ValidateIf((_, value) => value !== undefined);
}

function IsText(what = 'a string') {
  return IsString({ message: `expected ${what}` });
}

/** Some basearches, in a section that is limited to them. */
function AreBasearches() {
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

const LIMIT: ApiPropertyOptions = {
  type: [String],
  required: false,
  nullable: true,
  description: 'Leave it out for all of them.',
  example: ['x86_64'],
};

export class PayloadBody {
  @ApiProperty({ example: 'x86_64' })
  @IsDefined({ message: 'it is missing' })
  @IsText()
  basearch?: string;

  @ApiProperty({ enum: SCHEMES, example: 'checksum' })
  @IsDefined({ message: 'it is missing' })
  @IsIn(SCHEMES, { message: 'expected checksum or oci' })
  scheme?: Scheme;

  @ApiProperty({
    description:
      'checksum: 64 lower-case hex digits; oci: an image reference with @sha256: and 64 hex digits.',
    example: 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00',
  })
  @IsDefined({ message: 'it is missing' })
  @IsText()
  payload?: string;
}

export class ReasonBody {
  @ApiProperty({
    description: '1 to 500 printable characters in one line: it goes to the MOTD of nodes. A link helps.',
    example: 'signing keys change here: https://example.com/keys',
  })
  @IsOptional()
  @IsText()
  reason?: string;

  @ApiProperty(LIMIT)
  @IsOptional()
  @AreBasearches()
  basearches?: string[];
}

export class RolloutBody {
  @ApiProperty({
    required: false,
    description: 'A time, or "now", which is what it is without.',
    example: 'now',
  })
  @MayBeLeftOut()
  @IsTime('expected a time like 2026-11-22T16:00:00Z, or "now"', true)
  start?: string;

  @ApiProperty({ required: false, description: 'Required unless start_fraction is 1.', example: '48h' })
  @MayBeLeftOut()
  @IsText('a duration in quotes, like "48h"')
  duration?: string;

  @ApiProperty({
    required: false,
    minimum: 0,
    maximum: 1,
    default: 0,
    description: 'Let in at the start: 0 (nobody) to 1 (everybody).',
    example: 0,
  })
  @MayBeLeftOut()
  @IsNumber({}, { message: 'expected a number from 0 to 1' })
  start_fraction?: number;

  @ApiProperty(LIMIT)
  @IsOptional()
  @AreBasearches()
  basearches?: string[];
}

export class PayloadsBody {
  @ApiProperty({ type: [PayloadBody] })
  @IsDefined({ message: 'it is missing' })
  @IsArray({ message: 'expected a list of payloads' })
  @ArrayMinSize(1, { message: 'expected at least one payload' })
  @ArrayMaxSize(100, { message: 'expected at most 100 payloads' })
  @ValidateNested({ each: true, message: 'expected an object' })
  @Holds(PayloadBody)
  payloads?: PayloadBody[];
}

export class LatePayloadsBody extends PayloadsBody {
  @ApiProperty({
    type: [PayloadBody],
    example: [{ basearch: 'riscv64', scheme: 'checksum', payload: 'c0ffee00'.repeat(8) }],
  })
  declare payloads?: PayloadBody[];
}

export class ReleaseBody extends PayloadsBody {
  @ApiProperty({ description: '1 to 128 of letters, digits, . - _ + ~', example: '24.03-LTS.20261122.0' })
  @IsDefined({ message: 'it is missing' })
  @IsText()
  version?: string;

  @ApiProperty({
    required: false,
    format: 'uri',
    description: "Where the release's own metadata stands.",
    example: 'https://example.com/24.03-LTS.20261122.0.json',
  })
  @MayBeLeftOut()
  @IsUrl(
    { protocols: ['http', 'https'], require_tld: false, require_protocol: true },
    { message: 'expected a URL with http or https' },
  )
  @MaxLength(2000, { message: 'expected at most 2000 characters' })
  metadata?: string;

  @ApiProperty({ required: false, nullable: true, type: ReasonBody })
  @IsOptional()
  @IsObject({ message: 'expected an object' })
  @ValidateNested({ message: 'expected an object' })
  @Holds(ReasonBody)
  barrier?: ReasonBody;

  @ApiProperty({ required: false, nullable: true, type: RolloutBody })
  @IsOptional()
  @IsObject({ message: 'expected an object' })
  @ValidateNested({ message: 'expected an object' })
  @Holds(RolloutBody)
  rollout?: RolloutBody;
}

export class StopBody {
  @ApiProperty({ example: 'boot loops on some machines: https://example.com/17' })
  @IsOptional()
  @IsText()
  reason?: string;
}

export class PauseBody extends StopBody {
  @ApiProperty({
    required: false,
    nullable: true,
    description: 'For everybody, in /v1/streams.',
    example: 'we look into failing boots',
  })
  @IsOptional()
  @IsText()
  public_reason?: string;

  @ApiProperty({
    required: false,
    nullable: true,
    format: 'date-time',
    description: 'When somebody should look again; a day from now without. A pause never lapses by itself.',
    example: '2099-01-01T00:00:00Z',
  })
  @IsOptional()
  @IsTime()
  review_at?: string;
}

export class ResumeBody {
  @ApiProperty({ required: false, nullable: true, example: 'it was a false alarm' })
  @IsOptional()
  @IsText()
  reason?: string;
}

export class AliasBody extends PayloadBody {
  @ApiProperty({ example: 'disk images carry another checksum: https://example.com/2066' })
  @IsOptional()
  @IsText()
  reason?: string;
}

/** Why something is taken away: for the audit, and only if somebody says so. */
export class ClearBody {
  @ApiProperty({ required: false, nullable: true, example: 'it is not needed any more' })
  @IsOptional()
  @IsText()
  reason?: string;
}

export class AliasIdBody extends ClearBody {
  @ApiProperty({ example: 'b310e1944d0b600a' })
  @IsDefined({ message: 'it is missing' })
  @IsText()
  id?: string;
}

export class RestoreBody {
  @ApiProperty({ minimum: 1, maximum: MOST_REVISIONS, example: 1 })
  @IsDefined({ message: 'it is missing' })
  @IsRevision('expected the number of a revision')
  revision?: number;
}

const CODES = { message: 'expected a list of at most 50 codes of findings' } as const;

function AreCodes() {
  const areCodes = (value: unknown) =>
    Array.isArray(value) &&
    value.length <= 50 &&
    value.every((one) => typeof one === 'string' && /^[a-z_]{1,64}$/.test(one));
  return ValidateBy({ name: 'areCodes', validator: { validate: areCodes } }, CODES);
}

export class ChangeSetBody {
  @ApiProperty({
    type: 'array',
    items: { type: 'object', required: ['op'] },
    description:
      'Each is one of the paths in data: `op` says which, `version` is the one of the path, the rest are the fields of its body.',
    example: [{ op: 'withdraw_rollout', version: '24.03-LTS.20261030.0', reason: 'it does not boot' }],
  })
  @IsDefined({ message: 'it is missing' })
  @IsArray({ message: 'expected a list of operations' })
  @ArrayMinSize(1, { message: 'expected at least one operation' })
  @ArrayMaxSize(500, { message: 'expected at most 500 operations' })
  operations?: unknown[];

  @ApiProperty({ required: false, nullable: true, example: 'stop what is under way' })
  @IsOptional()
  @IsText()
  reason?: string;

  @ApiProperty({
    type: [String],
    required: false,
    description: 'Codes of findings that are meant.',
    example: [],
  })
  @MayBeLeftOut()
  @AreCodes()
  confirm?: string[];
}

export class DocumentsBody {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The release index.',
    example: { releases: [] },
  })
  @IsDefined({ message: 'it is missing' })
  releases?: unknown;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The updates metadata.',
    example: { stream: 'stable', releases: [] },
  })
  @IsDefined({ message: 'it is missing' })
  updates?: unknown;
}

export class ImportBody extends DocumentsBody {
  @ApiProperty({
    type: [String],
    required: false,
    description: 'Codes of findings that are meant.',
    example: ['lost_releases'],
  })
  @MayBeLeftOut()
  @AreCodes()
  confirm?: string[];
}

export class AcceptBody extends StopBody {
  @ApiProperty({
    type: [String],
    description: 'Codes of findings that are meant.',
    example: ['lost_releases'],
  })
  @MayBeLeftOut()
  @AreCodes()
  confirm?: string[];
}

export class LintBody extends DocumentsBody {
  @ApiProperty({
    required: false,
    nullable: true,
    type: DocumentsBody,
    description: 'What stands now: then only what the change changes is judged.',
  })
  @IsOptional()
  @IsObject({ message: 'expected an object with releases and updates' })
  previous?: unknown;

  @ApiProperty({
    required: false,
    nullable: true,
    format: 'date-time',
    description: 'As if published then; now without.',
    example: '2026-07-21T10:00:00Z',
  })
  @IsOptional()
  @IsTime()
  at?: string;
}

export class NewStreamBody {
  @ApiProperty({ description: NAME_RULE, example: 'rawhide' })
  @IsDefined({ message: 'it is missing' })
  @IsStreamName()
  name?: string;

  @ApiProperty({
    type: [String],
    required: false,
    description: 'Other names that agents may ask for.',
    example: [],
  })
  @MayBeLeftOut()
  @AreStreamNames()
  aliases?: string[];

  @ApiProperty({ required: false, example: 'What comes next' })
  @MayBeLeftOut()
  @IsText()
  @MaxLength(1000, { message: 'expected at most 1000 characters' })
  description?: string;
}

export class StreamBody {
  @ApiProperty({ type: [String], required: false, example: ['24.03-LTS'] })
  @MayBeLeftOut()
  @AreStreamNames()
  aliases?: string[];

  @ApiProperty({ required: false, example: 'Long-term support' })
  @MayBeLeftOut()
  @IsText()
  @MaxLength(1000, { message: 'expected at most 1000 characters' })
  description?: string;

  @ApiProperty({
    enum: STREAM_STATES,
    required: false,
    description: 'frozen and eol: no new rollout may start.',
    example: 'active',
  })
  @MayBeLeftOut()
  @IsIn(STREAM_STATES, { message: `expected one of ${STREAM_STATES.join(', ')}` })
  state?: StreamState;

  @ApiProperty({
    enum: ['managed'],
    required: false,
    description: 'Takes over a stream that follows a source.',
    example: 'managed',
  })
  @MayBeLeftOut()
  @IsIn(['managed'], { message: 'expected "managed": a stream is taken over for good' })
  source?: 'managed';
}
