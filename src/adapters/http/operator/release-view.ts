import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { SCHEMES, type Scheme } from '../../../graph/model.js';
import { ROLLOUT_STATES, type RolloutState } from '../../../graph/rollout.js';

/** A release as operators see it: everything that is known of it. @see http-api.md 4 */

const ORIGINS = ['source', 'local'] as const;
type Origin = (typeof ORIGINS)[number];
const ORIGIN = {
  enum: ORIGINS,
  description: 'source: the source of the stream says so; local: it was set here.',
  example: 'local',
} as const;
const LIMIT: ApiPropertyOptions = {
  type: [String],
  nullable: true,
  description: 'null: all of them.',
  example: null,
};
const TIME: ApiPropertyOptions = {
  type: String,
  nullable: true,
  format: 'date-time',
  example: '2026-11-22T16:00:00Z',
};

export class PayloadView {
  @ApiProperty({ example: 'x86_64' })
  basearch!: string;

  @ApiProperty({ enum: SCHEMES, example: 'checksum' })
  scheme!: Scheme;

  @ApiProperty({ example: 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00' })
  payload!: string;
}

export class PayloadAliasView extends PayloadView {
  @ApiProperty({ example: 'b310e1944d0b600a' })
  id!: string;

  @ApiProperty({ example: 'disk images carry another checksum' })
  reason!: string;

  @ApiProperty(ORIGIN)
  origin!: Origin;
}

export class ReasonView {
  @ApiProperty({ example: 'signing keys change here: https://example.com/keys' })
  reason!: string;

  @ApiProperty(LIMIT)
  basearches!: readonly string[] | null;

  @ApiProperty(ORIGIN)
  origin!: Origin;
}

export class PauseView {
  @ApiProperty(TIME)
  since!: string | null;

  @ApiProperty({ example: 'we look into failing boots' })
  reason!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  public_reason!: string | null;

  @ApiProperty(TIME)
  review_at!: string | null;
}

export class ReleaseRolloutView {
  @ApiProperty({ enum: ROLLOUT_STATES, example: 'active' })
  state!: RolloutState;

  @ApiProperty({ description: 'How far it has come: 0 (nobody) to 1 (everybody).', example: 0.125 })
  throttle!: number;

  @ApiProperty(TIME)
  start!: string | null;

  @ApiProperty(TIME)
  end!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '48h' })
  duration!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 2880 })
  duration_minutes!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 0 })
  start_fraction!: number | null;

  @ApiProperty(LIMIT)
  basearches!: readonly string[] | null;

  @ApiProperty({ type: PauseView, nullable: true })
  pause!: PauseView | null;

  @ApiProperty(ORIGIN)
  origin!: Origin;
}

export class DeclaredView {
  @ApiProperty({ example: '24.03-LTS.20260610.0' })
  version!: string;

  @ApiProperty({ example: 'https://example.com/24.03-LTS.20260610.0.json' })
  metadata!: string;

  @ApiProperty({ type: [PayloadView] })
  payloads!: PayloadView[];

  @ApiProperty({ type: [PayloadAliasView] })
  payload_aliases!: PayloadAliasView[];

  @ApiProperty({ type: ReasonView, nullable: true })
  barrier!: ReasonView | null;

  @ApiProperty({ type: ReasonView, nullable: true })
  deadend!: ReasonView | null;

  @ApiProperty({ type: ReleaseRolloutView, nullable: true })
  rollout!: ReleaseRolloutView | null;

  @ApiProperty({ description: 'The source rolls it out, and it was withdrawn here.', example: false })
  rollout_withdrawn!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it never is a target again.',
    example: null,
  })
  retired!: string | null;
}

export class ReleaseScopeView {
  @ApiProperty({ example: 'x86_64' })
  basearch!: string;

  @ApiProperty({ enum: SCHEMES, example: 'checksum' })
  scheme!: Scheme;

  @ApiProperty({ type: [String], example: [] })
  reachable_from!: string[];

  @ApiProperty({ type: [String], example: [] })
  leads_to!: string[];
}

export class ReleaseView extends DeclaredView {
  @ApiProperty({ description: 'Its place in the stream, from 0, the oldest.', example: 3 })
  age_index!: number;

  @ApiProperty({
    type: [String],
    description: 'Versions with an edge to it in some graph, before throttling.',
    example: [],
  })
  reachable_from!: string[];

  @ApiProperty({
    type: [String],
    description: 'Versions that an edge of it leads to in some graph, before throttling.',
    example: [],
  })
  leads_to!: string[];

  @ApiProperty({ type: [ReleaseScopeView] })
  scopes!: ReleaseScopeView[];
}

export class ReleasePage {
  @ApiProperty({ type: [ReleaseView], description: 'Newest first.' })
  items!: ReleaseView[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor!: string | null;
}
