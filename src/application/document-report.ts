import { placesIn, type Documents } from '../graph/documents.js';
import { exposureOf } from '../graph/exposure.js';
import type { Finding } from '../graph/finding.js';
import { judge } from '../graph/judge.js';
import { lintDocuments, lintStrays } from '../graph/lint.js';
import { isFinished } from '../graph/rollout.js';
import { reportOf, type Report } from './report.js';

/** Documents that somebody would like to publish. */
export interface Proposal {
  readonly documents: Documents;
  /** What stands now; `null` where there is nothing to compare with. */
  readonly previous: Documents | null;
  /** When they would be published: seconds since the Unix epoch, UTC. */
  readonly at: number;
}

/**
 * Judges documents as if they were published at a time; with what stands now only by what they change.
 * @see http-api.md 4 "POST /admin/v1/lint", 6
 */
export function reportOfDocuments(proposal: Proposal): Report {
  return proposal.previous ? reportOfChange(proposal, proposal.previous) : reportOfAll(proposal);
}

function reportOfAll({ documents, at }: Proposal): Report {
  const running = documents.releases.filter(({ rollout }) => rollout && !isFinished(rollout, at));
  return reportOf({
    findings: lintDocuments(documents, at),
    exposure: exposureOf([], running, at),
    diff: [],
  });
}

function reportOfChange({ documents, at }: Proposal, previous: Documents): Report {
  const { releases } = documents;
  const judgement = judge(
    { before: previous.releases, after: releases, cause: 'import', at },
    placesIn(documents),
  );
  const refusals = judgement.refusals.map(({ code, path, message }): Finding => ({
    code,
    severity: 'error',
    document: '',
    path,
    message,
  }));
  const known = new Set(previous.strays.map(({ version }) => version));
  const strays = documents.strays.filter(({ version }) => !known.has(version));
  return reportOf({
    ...judgement,
    findings: [...refusals, ...judgement.findings, ...lintStrays({ ...documents, strays })],
  });
}
