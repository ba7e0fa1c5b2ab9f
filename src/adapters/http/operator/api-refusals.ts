import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { PROBLEM_KINDS, type ProblemKind } from '../../../graph/problem.js';
import { statusOf } from '../problem-response.js';
import { DiffView, ExposureView } from './answer-view.js';

class FaultView {
  @ApiProperty({ description: 'JSON Pointer into the body.', example: '/streams/0' })
  path!: string;

  @ApiProperty({ example: 'unknown_stream' })
  code!: string;

  @ApiProperty({ example: 'there is no stream stabel: use 2403-LTS, stable' })
  message!: string;
}

/** What every error looks like to operators. @see RFC 9457 */
export class RefusalView {
  @ApiProperty({ example: '/docs/errors#forbidden' })
  type!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: Number })
  status!: number;

  @ApiProperty({ description: 'A sentence that helps.' })
  detail!: string;

  @ApiProperty({ enum: PROBLEM_KINDS })
  kind!: ProblemKind;

  @ApiProperty({ type: [FaultView], required: false, description: 'Of bad input: everything that is wrong.' })
  errors?: FaultView[];

  @ApiProperty({
    type: [DiffView],
    required: false,
    description: 'Of a change that needs to be confirmed: every graph that it would change.',
  })
  diff?: DiffView[];

  @ApiProperty({
    type: [ExposureView],
    required: false,
    description: 'Of a change that needs to be confirmed: every rollout that it would touch.',
  })
  exposure?: ExposureView[];
}

/** Documents errors by their kinds, each with an example of its sentence. */
export function ApiRefusals(sentences: Readonly<Partial<Record<ProblemKind, string>>>) {
  const kinds = PROBLEM_KINDS.filter((kind) => sentences[kind] !== undefined);
  const statuses = new Set(kinds.map(statusOf));
  const responses = [...statuses].map((status) => {
    const these = kinds.filter((kind) => statusOf(kind) === status);
    return responseOf(status, these, sentences);
  });
  return applyDecorators(ApiExtraModels(RefusalView), ...responses);
}

function responseOf(
  status: number,
  kinds: readonly ProblemKind[],
  sentences: Readonly<Partial<Record<ProblemKind, string>>>,
) {
  const examples = kinds.map((kind) => [kind, { value: exampleOf(kind, sentences[kind] ?? '') }] as const);
  const content = { schema: { $ref: getSchemaPath(RefusalView) }, examples: Object.fromEntries(examples) };
  return ApiResponse({
    status,
    description: kinds.join(', '),
    content: { 'application/problem+json': content },
  });
}

function exampleOf(kind: ProblemKind, detail: string): object {
  const title = kind.replaceAll('_', ' ');
  return { type: `/docs/errors#${kind}`, title, status: statusOf(kind), detail, kind };
}
