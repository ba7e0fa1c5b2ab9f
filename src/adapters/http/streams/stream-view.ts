import { ApiProperty } from '@nestjs/swagger';
import { STREAM_STATES, type StreamState } from '../../../application/stream-store.js';
import { SCHEMES, type Scheme } from '../../../graph/model.js';
import { ROLLOUT_STATES, type RolloutState } from '../../../graph/rollout.js';

/** What anybody may know of a stream, as it goes over the wire. @see http-api.md 2 */

export class SchemeView {
  @ApiProperty({ enum: SCHEMES, example: 'checksum' })
  scheme!: Scheme;

  @ApiProperty({ example: 179 })
  nodes!: number;

  @ApiProperty({ description: 'Before throttling.', example: 181 })
  edges!: number;

  @ApiProperty({ description: 'The newest release of the scope.', example: '44.20260707.3.1' })
  newest!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The newest version that an edge leads to and nobody is held back from.',
    example: '44.20260707.3.1',
  })
  newest_for_all!: string | null;
}

export class BasearchView {
  @ApiProperty({ example: 'x86_64' })
  basearch!: string;

  @ApiProperty({ type: [SchemeView] })
  schemes!: SchemeView[];
}

export class RolloutView {
  @ApiProperty({ example: '44.20260707.3.1' })
  version!: string;

  @ApiProperty({ enum: ROLLOUT_STATES, example: 'finished' })
  state!: RolloutState;

  @ApiProperty({ description: 'How far it has come: 0 (nobody) to 1 (everybody).', example: 1 })
  throttle!: number;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-07-22T14:00:00Z' })
  start!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-07-24T14:00:00Z' })
  end!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 2880 })
  duration_minutes!: number | null;

  @ApiProperty({ type: [String], nullable: true, description: 'null: all of them.', example: null })
  basearches!: readonly string[] | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  public_reason!: string | null;
}

export class SourceView {
  @ApiProperty({
    enum: ['managed', 'seed', 'folder', 'mirror'],
    description: 'managed here, imported once and managed here since, following a folder, or another server.',
    example: 'seed',
  })
  kind!: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-11-22T16:00:00Z' })
  last_attempt!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-11-22T16:00:00Z' })
  last_success!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  last_error_kind!: string | null;
}

export class StreamView {
  @ApiProperty({ example: 'stable' })
  name!: string;

  @ApiProperty({ type: [String], example: [] })
  aliases!: readonly string[];

  @ApiProperty({ example: 'Fedora CoreOS stable' })
  description!: string;

  @ApiProperty({ enum: STREAM_STATES, example: 'active' })
  state!: StreamState;

  @ApiProperty({ description: 'How often the stream has changed; 0 until it was complete once.', example: 1 })
  revision!: number;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-11-22T16:00:00Z' })
  updated_at!: string | null;

  @ApiProperty({ type: SourceView })
  source!: SourceView;

  @ApiProperty({ type: [BasearchView] })
  basearches!: BasearchView[];

  @ApiProperty({ type: [RolloutView] })
  rollouts!: RolloutView[];
}

export class StreamPage {
  @ApiProperty({ type: [StreamView], description: 'Sorted by name.' })
  items!: StreamView[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor!: string | null;
}
