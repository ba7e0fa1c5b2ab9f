import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsNumber,
  IsObject,
  IsOptional,
  IsUrl,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { SCHEMES, type Scheme } from '../../../graph/model.js';
import { AreBasearches, IsText, IsTime, LIMIT, MayBeLeftOut } from './body-fields.js';
import { IsRevision, MOST_REVISIONS } from './revision.js';
import { Holds } from './shape.js';

/**
 * The bodies of operators' requests. They say which shape a field has; what it may mean is for `graph/lint`
 * to say, so that everybody is held to the same rules.
 * @see http-api.md 4
 */

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
