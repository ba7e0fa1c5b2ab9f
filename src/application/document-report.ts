import { placesIn, type Documents } from '../graph/documents.js';
import { exposureOf } from '../graph/exposure.js';
import type { Finding } from '../graph/finding.js';
import { judge, type Judgement, type Refusal } from '../graph/judge.js';
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
  return reportOf(judgeDocuments(proposal));
}

/** The same, while it is still known which document a finding stands in. */
export function judgeDocuments({ documents, previous, at }: Proposal): DocumentJudgement {
  if (!previous) return judgeAll(documents, at);
  const { releases } = documents;
  const change = { before: previous.releases, after: releases, cause: 'import', at, frozen: false } as const;
  const judgement = judge(change, placesIn(documents));
  const refusals = judgement.refusals.map(asFinding);
  return { ...judgement, findings: [...refusals, ...findingsOf({ documents, previous, at }, judgement)] };
}

/** Where nothing was, everything is looked at. */
function findingsOf(
  { documents, previous, at }: Proposal,
  { findings }: DocumentJudgement,
): readonly Finding[] {
  if (!previous || previous.releases.length === 0) return lintDocuments(documents, at);
  const known = new Set(previous.strays.map(({ version }) => version));
  const strays = documents.strays.filter(({ version }) => !known.has(version));
  return [...findings, ...lintStrays({ ...documents, strays })];
}

export type DocumentJudgement = Pick<Judgement, 'findings' | 'exposure' | 'diff'>;

function judgeAll(documents: Documents, at: number): DocumentJudgement {
  const running = documents.releases.filter(({ rollout }) => rollout && !isFinished(rollout, at));
  return { findings: lintDocuments(documents, at), exposure: exposureOf([], running, at), diff: [] };
}

function asFinding({ code, path, message }: Refusal): Finding {
  return { code, severity: 'error', document: '', path, message };
}
