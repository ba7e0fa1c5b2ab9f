import { ApiProperty } from '@nestjs/swagger';
import { VERDICTS, type Verdict } from '../../../graph/explain.js';
import { SCHEMES, type Scheme } from '../../../graph/model.js';
import { WARINESS_SOURCES, type WarinessSource } from '../../../graph/wariness.js';

/** Why a node updates or does not, as it goes over the wire. @see http-api.md 3 */

export class ExplainedNodeView {
  @ApiProperty({ example: '44.20260621.3.1' })
  version!: string;

  @ApiProperty({ description: 'Of the node itself: the very string that was sent.' })
  payload!: string;

  @ApiProperty({ example: 177 })
  age_index!: number;
}

export class WarinessView {
  @ApiProperty({ description: '0 (before the start, even) to 1 (last of all).', example: 0.6533234000651716 })
  value!: number;

  @ApiProperty({
    enum: WARINESS_SOURCES,
    description: 'What decided it; none: the place of all nodes that say nothing.',
  })
  source!: WarinessSource;
}

export class HeldView {
  @ApiProperty({ example: '44.20260707.3.1' })
  version!: string;

  @ApiProperty({ description: 'How far the rollout has come: 0 (nobody) to 1 (everybody).', example: 0.125 })
  throttle!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description:
      'The first second at which the node is offered it; null while it is paused, or if that never comes as it is planned.',
    example: '2026-07-22T17:21:35Z',
  })
  eligible_at!: string | null;

  @ApiProperty({ example: false })
  paused!: boolean;

  @ApiProperty({ type: String, nullable: true, example: null })
  public_reason!: string | null;
}

export class BarrierAheadView {
  @ApiProperty({ example: '41.20241122.3.0' })
  version!: string;

  @ApiProperty()
  reason!: string;

  @ApiProperty({ description: 'Updates that are still to come when the barrier is reached.', example: 3 })
  hops_left!: number;
}

export class DeadendView {
  @ApiProperty({ example: '38.20230310.1.0' })
  version!: string;

  @ApiProperty()
  reason!: string;
}

export class NearView {
  @ApiProperty({ example: '44.20260621.3.1' })
  version!: string;

  @ApiProperty({ description: 'Why the node may run it.' })
  why!: string;
}

export class ExplanationView {
  @ApiProperty({ enum: VERDICTS, description: 'The first that fits.', example: 'held_back' })
  verdict!: Verdict;

  @ApiProperty({
    description: 'For people, in the language of Accept-Language: English or Chinese.',
    example:
      'This node runs 44.20260621.3.1 and will be offered 44.20260707.3.1 at 2026-07-22T17:21:35Z: the rollout has reached 12 % and this node comes at 65 %. Nothing needs to be done on the node.',
  })
  message!: string;

  @ApiProperty({ description: 'Its name, where an alias was sent.', example: 'stable' })
  stream!: string;

  @ApiProperty({ example: 'x86_64' })
  basearch!: string;

  @ApiProperty({ enum: SCHEMES, example: 'checksum' })
  scheme!: Scheme;

  @ApiProperty({ example: 17 })
  revision!: number;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-07-21T16:00:00Z' })
  at!: string | null;

  @ApiProperty({ type: ExplainedNodeView, nullable: true, description: 'null: nobody knows it.' })
  node!: ExplainedNodeView | null;

  @ApiProperty({ type: WarinessView })
  wariness!: WarinessView;

  @ApiProperty({
    type: ExplainedNodeView,
    nullable: true,
    description: 'What the agent will choose: the newest that it is offered.',
  })
  target!: ExplainedNodeView | null;

  @ApiProperty({ type: [HeldView], description: 'What the node is held back from, oldest first.' })
  held!: readonly HeldView[];

  @ApiProperty({ type: BarrierAheadView, nullable: true, description: 'Where the target is one.' })
  barrier!: BarrierAheadView | null;

  @ApiProperty({ type: DeadendView, nullable: true, description: 'Where the node runs one.' })
  deadend!: DeadendView | null;

  @ApiProperty({ type: [NearView], maxItems: 5, description: 'What an unknown node may run.' })
  near!: readonly NearView[];

  @ApiProperty({
    type: [String],
    description: 'The way to the newest release that can be reached, if nothing were throttled.',
    example: ['44.20260621.3.1', '44.20260707.3.1'],
  })
  path!: readonly string[];
}
