import { ApiProperty } from '@nestjs/swagger';
import { RULES, SEVERITIES, type Severity } from '../../../graph/finding.js';
import { SCHEMES, type Scheme } from '../../../graph/model.js';

/** What a change has done, as it goes over the wire. @see http-api.md 5 */

export class FindingView {
  @ApiProperty({
    description: `A rule (${Object.keys(RULES).join(', ')}), or what keeps a document from being read.`,
    example: 'overlapping_rollouts',
  })
  code!: string;

  @ApiProperty({ enum: SEVERITIES, example: 'warning' })
  severity!: Severity;

  @ApiProperty({ description: 'JSON Pointer into the body.', example: '/operations/0' })
  path!: string;

  @ApiProperty({ example: 'the rollout of 24.03-LTS.20261030.0 is not finished: nodes may take both' })
  message!: string;
}

export class ExposureView {
  @ApiProperty({ example: '24.03-LTS.20261122.0' })
  version!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T16:00:00Z' })
  at!: string;

  @ApiProperty({ description: '0 (nobody) to 1 (everybody).', example: 0.1 })
  throttle!: number;
}

const EDGES = {
  type: 'array',
  items: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
  example: [['24.03-LTS.20260612.0', '24.03-LTS.20261122.0']],
} as const;

export class DiffView {
  @ApiProperty({ example: 'x86_64' })
  basearch!: string;

  @ApiProperty({ enum: SCHEMES, example: 'checksum' })
  scheme!: Scheme;

  @ApiProperty({ type: [String], example: ['24.03-LTS.20261122.0'] })
  nodes_added!: readonly string[];

  @ApiProperty({ type: [String], example: [] })
  nodes_removed!: readonly string[];

  @ApiProperty({ type: [String], description: 'Another payload, or other metadata.', example: [] })
  nodes_changed!: readonly string[];

  @ApiProperty(EDGES)
  edges_added!: readonly (readonly [string, string])[];

  @ApiProperty({ ...EDGES, example: [] })
  edges_removed!: readonly (readonly [string, string])[];

  @ApiProperty({ type: [String], description: 'They had a way out and have none now.', example: [] })
  stranded!: readonly string[];
}

/** Every difference to the graphs before throttling, and how rollouts go on. */
class EffectView {
  @ApiProperty({
    type: [ExposureView],
    description: 'Of every rollout that is touched: now, and at 10 %, 50 % and 100 %.',
  })
  exposure!: ExposureView[];

  @ApiProperty({ type: [DiffView], description: 'Of every graph that changes.' })
  diff!: DiffView[];
}

export class LintView extends EffectView {
  @ApiProperty({ type: [FindingView] })
  findings!: FindingView[];
}

export class AnswerView extends EffectView {
  @ApiProperty({ example: 18 })
  revision!: number;

  @ApiProperty({ example: false })
  dry_run!: boolean;

  @ApiProperty({ description: 'Whether anything is other than before.', example: true })
  changed!: boolean;

  @ApiProperty({ type: [FindingView] })
  warnings!: FindingView[];
}
