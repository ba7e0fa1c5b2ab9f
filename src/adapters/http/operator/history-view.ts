import { ApiProperty } from '@nestjs/swagger';
import { DiffView } from './answer-view.js';
import { DeclaredView } from './release-view.js';

/** What happened to a stream. @see http-api.md 4 */

class EntryView {
  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-22T16:00:00Z' })
  at!: string | null;

  @ApiProperty({ example: 'release-pipeline' })
  actor!: string;

  @ApiProperty({ example: 'publisher' })
  role!: string;

  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'What was asked for.',
    example: [{ op: 'withdraw_rollout', version: '24.03-LTS.20261030.0' }],
  })
  operations!: readonly object[];

  @ApiProperty({ example: 'it does not boot' })
  reason!: string;

  @ApiProperty({ type: String, nullable: true, example: '7f9c24e5-2f7b-4d5f-9d0a-1c1f5b1a2b3c' })
  request_id!: string | null;
}

export class RevisionView extends EntryView {
  @ApiProperty({ example: 18 })
  revision!: number;

  @ApiProperty({
    type: [String],
    description: 'The releases that were changed.',
    example: ['24.03-LTS.20261030.0'],
  })
  versions!: string[];
}

export class ReleaseChangeView {
  @ApiProperty({ example: '24.03-LTS.20261030.0' })
  version!: string;

  @ApiProperty({ type: DeclaredView, nullable: true })
  before!: DeclaredView | null;

  @ApiProperty({ type: DeclaredView, nullable: true })
  after!: DeclaredView | null;
}

export class FullRevisionView extends RevisionView {
  @ApiProperty({ type: [ReleaseChangeView] })
  changes!: ReleaseChangeView[];

  @ApiProperty({ type: [DiffView], description: 'Against the revision before.' })
  diff!: DiffView[];
}

export class RevisionPage {
  @ApiProperty({ type: [RevisionView], description: 'Newest first.' })
  items!: RevisionView[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor!: string | null;
}

export class RevisionsDiffView {
  @ApiProperty({ example: 17 })
  from!: number;

  @ApiProperty({ example: 18 })
  to!: number;

  @ApiProperty({ type: [DiffView] })
  diff!: DiffView[];
}

export class AuditView extends EntryView {
  @ApiProperty({ example: '42' })
  id!: string;

  @ApiProperty({ type: String, nullable: true, example: '2403-LTS' })
  stream!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 18 })
  revision!: number | null;
}

export class AuditPage {
  @ApiProperty({ type: [AuditView], description: 'Newest first.' })
  items!: AuditView[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor!: string | null;
}
