import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem, unreachable } from './api-problem.js';
import { ask } from './ask.js';
import { refreshAll } from './live.js';
import type { AnswerView, DiffView, ExposureView, FindingView } from './schema.js';

/** One operation of a change set. @see http-api.md 4 */
export type Operation = Readonly<Record<string, unknown>> & { readonly op: string };

/** What is to be done to a stream, all or nothing. */
export interface ChangeSet {
  readonly stream: string;
  readonly operations: readonly Operation[];
  readonly reason?: string | undefined;
}

/** What a change would do: nothing of it has happened yet. */
export interface Preview {
  readonly findings: readonly FindingView[];
  readonly diff: readonly DiffView[];
  readonly exposure: readonly ExposureView[];
  /** Codes that must be confirmed first; empty when nothing has to. */
  readonly toConfirm: readonly string[];
  /** False where all is already so. */
  readonly isChange: boolean;
}

export interface ChangeState {
  /** `null` until the first preview, and where the change is refused. */
  readonly preview: Preview | null;
  readonly problem: ApiProblem | null;
  readonly isChecking: boolean;
  readonly isSending: boolean;
  /** Somebody else has changed the stream since the preview: it was made anew. */
  readonly wasOvertaken: boolean;
  /** @returns what it has done; `null` where it was refused, which then stands in `problem` */
  readonly apply: (confirm: readonly string[], key: string) => Promise<AnswerView | null>;
}

/** What is known of a change that has not happened: what it would do, or why it is refused. */
export interface Seen {
  readonly preview: Preview | null;
  readonly problem: ApiProblem | null;
}

/** What goes along with a change: the revision that was seen, and a key under which it is done once. */
interface SendTerms {
  readonly ifRevision: number | undefined;
  readonly key: string;
}

/** How a kind of change is previewed and sent; what previews never throw. */
export interface Way<C> {
  readonly previewOf: (change: C) => Promise<Seen>;
  /** @throws ApiProblem */
  readonly send: (change: C, confirm: readonly string[], terms: SendTerms) => Promise<AnswerView>;
}

const NOTHING: Seen = { preview: null, problem: null };
const PAUSE_MS = 300;

/**
 * Previews a change whenever it is another one, by a dry run, and applies it when told to.
 * @param change `null` while there is nothing to preview
 * @param revision the one that the person sees: a preview is of it, and a change of another one is refused
 */
export function useChange(change: ChangeSet | null, revision: number | undefined): ChangeState {
  return useReviewed(change, revision, CHANGE_SETS);
}

/** The same for whatever else changes a stream. @param way always the same one */
export function useReviewed<C extends { readonly stream: string }>(
  change: C | null,
  revision: number | undefined,
  way: Way<C>,
): ChangeState {
  const { seen, setSeen, ...preview } = usePreview(change, revision, way);
  const [isSending, setSending] = useState(false);
  const apply = async (confirm: readonly string[], key: string): Promise<AnswerView | null> => {
    if (change === null) return null;
    setSending(true);
    try {
      return await way.send(change, confirm, { ifRevision: revision, key });
    } catch (error) {
      setSeen({ ...seen, problem: problemOf(error) });
      return null;
    } finally {
      setSending(false);
      refreshAll();
    }
  };
  return { ...seen, ...preview, isSending, apply };
}

const CHANGE_SETS: Way<ChangeSet> = { previewOf, send };

function usePreview<C extends { readonly stream: string }>(
  change: C | null,
  revision: number | undefined,
  way: Way<C>,
) {
  const [seen, setSeen] = useState(NOTHING);
  const [isChecking, setChecking] = useState(false);
  const wasOvertaken = useOvertaken(change?.stream ?? null, revision);
  const asked = change === null ? null : JSON.stringify(change);
  useEffect(() => {
    if (change === null) {
      setSeen(NOTHING);
      return undefined;
    }
    let isCurrent = true;
    setChecking(true);
    // A person who types is not to be followed letter by letter.
    const timer = setTimeout(() => {
      void way.previewOf(change).then((found) => {
        if (!isCurrent) return;
        setSeen(found);
        setChecking(false);
      });
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asked, revision]);
  return { seen, setSeen, isChecking, wasOvertaken };
}

/** Whether a stream has got another revision while it was being looked at. */
function useOvertaken(stream: string | null, revision: number | undefined): boolean {
  const first = useRef({ stream, revision });
  if (first.current.stream !== stream || first.current.revision === undefined) {
    first.current = { stream, revision };
  }
  return first.current.revision !== revision;
}

async function previewOf(change: ChangeSet): Promise<Seen> {
  try {
    const { warnings, diff, exposure, changed } = await dryRun(change);
    return {
      preview: { findings: warnings, diff, exposure, toConfirm: [], isChange: changed },
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
  return { findings: [...needed, ...warnings], diff, exposure, toConfirm, isChange: true };
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

export function problemOf(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : unreachable(String(error));
}
