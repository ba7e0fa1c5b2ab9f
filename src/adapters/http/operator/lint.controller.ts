import { HttpCode, Post, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { Request } from 'express';
import { Clock, epochOf } from '../../../application/clock.js';
import { reportOfDocuments } from '../../../application/document-report.js';
import { tooMuchToJudge } from '../../../application/lint-limits.js';
import { findingReport, type Report } from '../../../application/report.js';
import { readDocuments, type Documents } from '../../../graph/documents.js';
import type { JsonDocument } from '../../../graph/json-cursor.js';
import { Problem, type Fault } from '../../../graph/problem.js';
import { LintView } from './answer-view.js';
import { ApiRead } from './api-change.js';
import { LintBody } from './change-bodies.js';
import { bodyDocumentOf, HoldsDocuments } from './body-reader.js';
import { documentIn } from './document-in.js';
import { NoQuery } from './no-query.js';
import { OperatorApi } from './operator-api.js';
import { invalidShape, shapeOf } from './shape.js';

/** Documents before they are published. @see http-api.md 4, 6 */
@OperatorApi('admin/v1/lint', 'changes')
export class LintController {
  constructor(private readonly clock: Clock) {}

  @Post()
  @HttpCode(200)
  @UseInterceptors(NoQuery)
  @HoldsDocuments()
  @ApiBody({ type: LintBody })
  @ApiRead({
    summary: 'Judge documents',
    description: 'With `previous` by what they change, as if published at `at`. Nothing is kept.',
    answer: LintView,
    refusals: {
      invalid_body: '/releases: it is missing',
      body_too_large: 'the body is over 16 MiB: send less at a time',
      unsupported_media_type: 'the body has to be JSON: send Content-Type: application/json',
    },
  })
  lint(@Req() request: Request): Report {
    const { value, faults } = shapeOf(LintBody, request.body);
    if (faults.length > 0) throw invalidShape(faults);
    const body = bodyDocumentOf(request);
    const at = epochOf(value.at ?? '') ?? this.clock.now();
    const [documents, wrong] = readIn(body, '');
    const [previous, wrongBefore] = hasPrevious(value) ? readIn(body, '/previous') : [null, []];
    if (wrongBefore.length > 0)
      throw invalidShape(
        wrongBefore.map((fault) => ({ ...fault, path: fault.document + fault.path, document: '' })),
      );
    if (!documents) return { findings: wrong.map(asFinding), exposure: [], diff: [] };
    const tooMuch = tooMuchToJudge({ documents, previous, at });
    if (tooMuch.length > 0) return { findings: tooMuch, exposure: [], diff: [] };
    return reportOfDocuments({ documents, previous, at });
  }
}

function hasPrevious({ previous }: LintBody): boolean {
  return previous !== undefined && previous !== null;
}

/** Documents that cannot be read have faults in place of what is in them. */
function readIn(body: JsonDocument, path: string): readonly [Documents | null, readonly Fault[]] {
  try {
    return [readDocuments(documentIn(body, `${path}/releases`), documentIn(body, `${path}/updates`)), []];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [null, error.faults];
  }
}

function asFinding(fault: Fault) {
  return findingReport({ ...fault, severity: 'error' });
}
