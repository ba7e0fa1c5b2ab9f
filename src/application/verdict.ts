import type { Finding } from '../graph/finding.js';
import type { Judgement, Refusal } from '../graph/judge.js';
import { Problem, type Fault, type ProblemKind } from '../graph/problem.js';
import { reportOf } from './report.js';

/** What a judgement is held against. */
export interface Terms {
  /** Codes of findings that are meant. */
  readonly confirm: readonly string[];
  /** What was wrong with the shape of the request. */
  readonly shapeFaults: readonly Fault[];
  /** Whether the release is named by the URL. */
  readonly single: boolean;
}

/**
 * Lets a change pass, or says everything that keeps it from being done.
 * @throws Problem `invalid_body` for wrong shape, `invalid_release_data` for wrong meaning, `needs_confirmation`,
 *   and what one operation alone was refused for
 * @see http-api.md 1, 6, 7
 */
export function verdict(judgement: Judgement, terms: Terms): void {
  const { refusals, findings } = judgement;
  const missing = refusals.find(({ kind }) => kind === 'unknown_version' || kind === 'not_found');
  if (terms.single && missing) throw new Problem(missing.kind, missing.message);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const others = [...refusals.map(faultOf), ...errors];
  if (terms.shapeFaults.length > 0) throw invalid(terms.shapeFaults, others);
  if (others.length > 0) {
    throw new Problem(kindOf(refusals, errors), summary(others), { faults: others });
  }
  const meant = new Set(terms.confirm);
  const unconfirmed = findings.filter(({ severity, code }) => severity === 'confirm' && !meant.has(code));
  if (unconfirmed.length > 0) throw needsConfirmation(unconfirmed, judgement);
}

/** Everything that is wrong with a request, of shape and of meaning together. */
export function invalid(shapeFaults: readonly Fault[], others: readonly Fault[]): Problem {
  const faults = [...shapeFaults, ...beside(shapeFaults, others)];
  const kind = shapeFaults.length > 0 ? 'invalid_body' : 'invalid_release_data';
  return new Problem(kind, summary(faults), { faults });
}

function kindOf(refusals: readonly Refusal[], errors: readonly Finding[]): ProblemKind {
  const [first] = refusals.filter(({ kind }) => STATES.has(kind));
  const isData = errors.length > 0 || refusals.some(({ kind }) => !STATES.has(kind));
  return isData || !first ? 'invalid_release_data' : first.kind;
}

/** Nothing is wrong with the data, but with what they meet. */
const STATES: ReadonlySet<ProblemKind> = new Set([
  'invalid_state',
  'already_exists',
  'stream_follows_source',
]);

function faultOf({ code, path, message }: Refusal): Fault {
  return { code, document: '', path, message };
}

/** What a field of the wrong shape would mean is not worth telling. */
function beside(shapeFaults: readonly Fault[], others: readonly Fault[]): readonly Fault[] {
  return others.filter(
    ({ path }) => !shapeFaults.some((fault) => path === fault.path || path.startsWith(`${fault.path}/`)),
  );
}

function needsConfirmation(findings: readonly Finding[], judgement: Judgement): Problem {
  const codes = [...new Set(findings.map(({ code }) => code))];
  const value = `${summary(findings)}; if that is meant, confirm ${codes.join(',')}`;
  const { diff, exposure } = reportOf(judgement);
  return new Problem('needs_confirmation', value, { faults: findings, details: { diff, exposure } });
}

function summary(faults: readonly Fault[]): string {
  const [first] = faults;
  const more = faults.length > 1 ? `, and ${faults.length - 1} more` : '';
  return `${first?.path ? `${first.path}: ` : ''}${first?.message}${more}`;
}
