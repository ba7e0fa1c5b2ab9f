import { now } from '../state/clock.js';
import { problemOf, type ApiProblem } from './api-problem.js';
import { ask } from './ask.js';
import type { AnswerView, FindingView } from './schema.js';
import {
  useReviewed,
  type ChangeState,
  type Preview,
  type Seen,
  type SendTerms,
  type Way,
} from './use-reviewed.js';

/** One operation of a change set. @see http-api.md 4 */
export type Operation = Readonly<Record<string, unknown>> & { readonly op: string };

/** What is to be done to a stream, all or nothing. */
export interface ChangeSet {
  readonly stream: string;
  readonly operations: readonly Operation[];
  readonly reason?: string | undefined;
}

/**
 * Previews a change whenever it is another one, by a dry run, and applies it when told to.
 * @param change `null` while there is nothing to preview
 * @param revision the one that the person sees: a preview is of it, and a change of another one is refused
 */
export function useChange(change: ChangeSet | null, revision: number | undefined): ChangeState {
  return useReviewed(change, revision, CHANGE_SETS);
}

const CHANGE_SETS: Way<ChangeSet> = {
  identityOf: (change) => JSON.stringify(change),
  isCheap: true,
  previewOf,
  send,
};

async function previewOf(change: ChangeSet): Promise<Seen> {
  try {
    const { warnings, diff, exposure, changed } = await dryRun(change);
    return {
      preview: { findings: warnings, diff, exposure, toConfirm: [], isChange: changed, at: now() },
      problem: null,
    };
  } catch (error) {
    const problem = problemOf(error);
    if (problem.kind !== 'needs_confirmation') return { preview: null, problem };
    return { preview: await confirmedPreview(change, problem), problem: null };
  }
}

/** What needs to be confirmed, and beside it the warnings that only a confirmed dry run tells. */
async function confirmedPreview(change: ChangeSet, { refusal }: ApiProblem): Promise<Preview> {
  const toConfirm = [...new Set(refusal.errors.map(({ code }) => code))];
  const needed: readonly FindingView[] = refusal.errors.map((fault) => ({ ...fault, severity: 'confirm' }));
  const { diff, exposure } = refusal;
  const warnings = await dryRun(change, toConfirm).then(
    (answer) => answer.warnings.filter(({ code }) => !toConfirm.includes(code)),
    () => [],
  );
  return { findings: [...needed, ...warnings], diff, exposure, toConfirm, isChange: true, at: now() };
}

function dryRun(
  { stream, operations, reason }: ChangeSet,
  confirm: readonly string[] = [],
): Promise<AnswerView> {
  return ask('POST /admin/v1/streams/{stream}/changes', {
    path: { stream },
    query: { dry_run: 'true' },
    body: bodyOf({ stream, operations, reason }, confirm),
  });
}

function send(change: ChangeSet, confirm: readonly string[], terms: SendTerms): Promise<AnswerView> {
  const question = { path: { stream: change.stream }, body: bodyOf(change, confirm) };
  return ask('POST /admin/v1/streams/{stream}/changes', question, terms);
}

function bodyOf({ operations, reason }: ChangeSet, confirm: readonly string[]) {
  const said = reason === undefined || reason === '' ? {} : { reason };
  return { operations, ...said, ...(confirm.length > 0 ? { confirm } : {}) };
}
