import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, IsOptional, ValidateBy } from 'class-validator';
import { epochOf } from '../../../application/clock.js';
import { ROLES, type Role } from '../../../application/operator.js';
import { isName } from '../../../graph/model.js';
import { isTokenName, TOKEN_NAME_RULE } from '../../../application/token-text.js';

/** Tokens as they go over the wire. @see http-api.md 4 */

const ID = 'f0e1d2c3b4a59687';
const STREAMS = 'The streams it sees; null for all of them.';
const EXPIRES = 'null: never.';

/** What a token may, whoever asks. */
export class TokenRights {
  @ApiProperty({ description: 'Stands in the audit for who did it.', example: 'release-pipeline' })
  name!: string;

  @ApiProperty({ enum: ROLES, example: 'publisher' })
  role!: Role;

  @ApiProperty({ type: [String], nullable: true, description: STREAMS, example: ['stable'] })
  streams!: readonly string[] | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: EXPIRES,
    example: '2099-01-01T00:00:00Z',
  })
  expires_at!: string | null;
}

export class WhoamiView extends TokenRights {}

export class TokenView extends TokenRights {
  @ApiProperty({ example: ID })
  id!: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-22T16:00:00Z' })
  created_at!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Noted at most once a minute; null: never.',
    example: '2026-11-22T16:00:00Z',
  })
  last_used_at!: string | null;
}

export class TokenPage {
  @ApiProperty({ type: [TokenView], description: 'Oldest first.' })
  items!: TokenView[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor!: string | null;
}

export class MadeTokenView extends TokenRights {
  @ApiProperty({ example: ID })
  id!: string;

  @ApiProperty({
    required: false,
    description: 'Shown this once: not with dry_run, nor again for the same Idempotency-Key.',
    example: `roost_${ID}_${'0123456789abcdef'.repeat(4)}`,
  })
  token?: string;
}

const MOST_STREAMS = 500;

/** A rule of one field, with the sentence for who broke it. */
function Fits(message: string, validate: (value: unknown) => boolean) {
  return ValidateBy({ name: 'fits', validator: { validate } }, { message });
}

const isTime = (value: unknown) => typeof value === 'string' && epochOf(value) !== null;
const isRole = (value: unknown) => ROLES.some((role) => role === value);

function areStreams(value: unknown): boolean {
  const isList = Array.isArray(value) && value.length >= 1 && value.length <= MOST_STREAMS;
  return isList && value.every((one) => typeof one === 'string' && isName(one));
}

export class TokenBody {
  @ApiProperty({
    description: 'Stands in the audit for who did it.',
    example: 'release-pipeline',
    minLength: 1,
    maxLength: 64,
  })
  @IsDefined({ message: 'it is missing' })
  @Fits(`expected ${TOKEN_NAME_RULE}`, (value) => typeof value === 'string' && isTokenName(value))
  name?: string;

  @ApiProperty({ enum: ROLES, example: 'publisher' })
  @IsDefined({ message: 'it is missing' })
  @Fits(`expected one of ${ROLES.join(', ')}`, isRole)
  role?: Role;

  @ApiProperty({
    type: [String],
    required: false,
    nullable: true,
    minItems: 1,
    maxItems: MOST_STREAMS,
    description: 'The streams it may see, by name or alias; without them all.',
    example: ['stable'],
  })
  @IsOptional()
  @Fits('expected a list of 1 to 500 names of streams; leave it out for all of them', areStreams)
  streams?: string[] | null;

  @ApiProperty({
    type: String,
    required: false,
    nullable: true,
    format: 'date-time',
    description: 'When it ends; without it never.',
    example: '2099-01-01T00:00:00Z',
  })
  @IsOptional()
  @Fits('expected a time like 2026-11-22T16:00:00Z', isTime)
  expires_at?: string | null;
}
