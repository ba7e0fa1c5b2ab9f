import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { ProblemKind } from '../../graph/problem.js';

/** What every error looks like to callers without a token. */
export class ProblemView {
  @ApiProperty({ type: String, description: 'One of a small set; agents use it as the label of a metric.' })
  kind!: ProblemKind;

  @ApiProperty({ description: 'A sentence that helps.' })
  value!: string;
}

/** Documents an error with an example. */
export function ApiProblem(status: number, kind: ProblemKind, value: string) {
  return applyDecorators(
    ApiExtraModels(ProblemView),
    ApiResponse({ status, ...problemResponse(kind, value) }),
  );
}

/** An error in the words of the OpenAPI document. */
export function problemResponse(kind: ProblemKind, value: string) {
  const content = { schema: { $ref: getSchemaPath(ProblemView) }, example: { kind, value } };
  return { description: kind, content: { 'application/json': content } };
}
