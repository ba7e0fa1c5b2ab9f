import { problemOf, type ApiProblem } from '../api/api-problem.js';
import { ask } from '../api/ask.js';
import type { AnswerView, DocumentsBody, FindingView, LintView } from '../api/schema.js';
import { useReviewed, type ChangeState, type Seen, type Way } from '../api/use-reviewed.js';
import { now } from '../state/clock.js';

/** Two documents that shall take the place of those that stand. */
export interface Import extends DocumentsBody {
  readonly stream: string;
  /** `null` where nothing stands yet. */
  readonly previous: DocumentsBody | null;
}

/** Judges documents while they are written, and imports them when told to. */
export function useImport(wanted: Import | null, revision: number): ChangeState {
  return useReviewed(wanted, revision, IMPORTS);
}

const IMPORTS: Way<Import> = {
  // Documents can be megabytes.
  identityOf: (wanted) => wanted,
  isCheap: false,
  previewOf: async (wanted) => {
    try {
      const { releases, updates, previous } = wanted;
      const body = { releases, updates, ...(previous && { previous }) };
      return await triedAfter(await ask('POST /admin/v1/lint', { path: {}, body }), wanted);
    } catch (error) {
      return { preview: null, problem: problemOf(error) };
    }
  },
  send: ({ stream, releases, updates }, confirm, terms) =>
    ask(
      'PUT /admin/v1/streams/{stream}/documents',
      { path: { stream }, body: { releases, updates, confirm } },
      terms,
    ),
};

/** Lint knows the documents, and only a dry run the stream: what it follows, and what stands in it besides. */
async function triedAfter({ findings }: LintView, wanted: Import): Promise<Seen> {
  const confirm = codesToConfirm(findings);
  try {
    return seenOf(await dryRun(wanted, confirm), findings);
  } catch (error) {
    const problem = problemOf(error);
    if (problem.kind !== 'needs_confirmation') return { preview: null, problem };
    return seenOfMore(problem, findings);
  }
}

function seenOf({ warnings, changed, diff, exposure }: AnswerView, findings: readonly FindingView[]): Seen {
  const known = new Set(findings.map(({ code, path }) => `${code} ${path}`));
  const more = warnings.filter(({ code, path }) => !known.has(`${code} ${path}`));
  const all = [...findings, ...more];
  return {
    preview: {
      findings: all,
      diff,
      exposure,
      toConfirm: codesToConfirm(findings),
      isChange: changed,
      at: now(),
    },
    problem: null,
  };
}

/** What lint could not see needs to be confirmed as well. */
function seenOfMore(
  { refusal: { errors, diff, exposure } }: ApiProblem,
  found: readonly FindingView[],
): Seen {
  const more = errors.map((fault) => ({ ...fault, severity: 'confirm' as const }));
  const findings = [...found.filter(({ severity }) => severity !== 'confirm'), ...more];
  const toConfirm = [...new Set([...codesToConfirm(found), ...codesToConfirm(more)])];
  return { preview: { findings, diff, exposure, toConfirm, isChange: true, at: now() }, problem: null };
}

function codesToConfirm(findings: readonly FindingView[]): readonly string[] {
  return [...new Set(findings.flatMap(({ severity, code }) => (severity === 'confirm' ? [code] : [])))];
}

function dryRun({ stream, releases, updates }: Import, confirm: readonly string[]): Promise<AnswerView> {
  return ask('PUT /admin/v1/streams/{stream}/documents', {
    path: { stream },
    query: { dry_run: 'true' },
    body: { releases, updates, confirm },
  });
}
