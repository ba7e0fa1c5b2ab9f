import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsDefined, IsObject, IsOptional } from 'class-validator';
import { AreCodes, IsText, IsTime, MayBeLeftOut } from './body-fields.js';
import { StopBody } from './release-bodies.js';

/** The bodies of what changes a stream as a whole. @see http-api.md 4 */

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
