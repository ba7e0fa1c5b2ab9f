import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, ValidateBy } from 'class-validator';
import { epochOf } from '../../../application/clock.js';
import { ROLES, type Role } from '../../../application/operator.js';
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

/** A time in RFC 3339. */
function IsTime() {
  const validator = {
    validate: (value: unknown) => typeof value === 'string' && epochOf(value) !== null,
    defaultMessage: () => 'expires_at must be a time like 2026-11-22T16:00:00Z',
  };
  return ValidateBy({ name: 'is_time', validator });
}

function IsTokenName() {
  const validator = {
    validate: (value: unknown) => typeof value === 'string' && isTokenName(value),
    defaultMessage: () => TOKEN_NAME_RULE,
  };
  return ValidateBy({ name: 'is_token_name', validator });
}

export class TokenBody {
  @ApiProperty({
    description: 'Stands in the audit for who did it.',
    example: 'release-pipeline',
    minLength: 1,
    maxLength: 64,
  })
  @IsTokenName()
  name!: string;

  @ApiProperty({ enum: ROLES, example: 'publisher' })
  @IsIn(ROLES, { message: `role must be one of ${ROLES.join(', ')}` })
  role!: Role;

  @ApiProperty({
    type: [String],
    required: false,
    nullable: true,
    minItems: 1,
    maxItems: 500,
    description: 'The streams it may see, by name or alias; without them all.',
    example: ['stable'],
  })
  @IsOptional()
  @IsArray({ message: 'streams must be a list of names' })
  @ArrayMinSize(1, { message: 'streams must name at least one, or be left out for all of them' })
  @ArrayMaxSize(500, { message: 'streams must name at most 500' })
  @IsString({ each: true, message: 'streams must be a list of names' })
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
  @IsTime()
  expires_at?: string | null;
}
