import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { problemOf, type ApiProblem } from './api-problem.js';
import { insist } from './insist.js';
import { refreshAll } from './live.js';
import { requestKey } from './request-key.js';
import type { AnswerView, DiffView, ExposureView, FindingView } from './schema.js';

/** What a change would do: nothing of it has happened yet. */
export interface Preview {
  readonly findings: readonly FindingView[];
  readonly diff: readonly DiffView[];
  readonly exposure: readonly ExposureView[];
  /** Codes that must be confirmed first; empty when nothing has to. */
  readonly toConfirm: readonly string[];
  /** False where all is already so. */
  readonly isChange: boolean;
  /** When it was made, by the server's clock: seconds since the Unix epoch. */
  readonly at: number;
}

/** What is known of a change that has not happened: what it would do, or why it is refused. */
export interface Seen {
  readonly preview: Preview | null;
  readonly problem: ApiProblem | null;
}

export interface ChangeState extends Seen {
  /** What is shown is of what was wanted before. */
  readonly isChecking: boolean;
  readonly isSending: boolean;
  /** It was sent and no answer came: it may have been done. Sending it again does it no second time. */
  readonly isUnsure: boolean;
  /** Somebody else has changed the stream since it was first looked at: the preview was made anew. */
  readonly wasOvertaken: boolean;
  /** Whether what is shown is what would be done, or what was sent is to be sent again. */
  readonly canApply: boolean;
  /** @returns what it has done; `null` where it was refused, which then stands in `problem` */
  readonly apply: (confirm: readonly string[]) => Promise<AnswerView | null>;
}

/** What goes along with a change: the revision that was seen, and a key under which it is done once. */
export interface SendTerms {
  readonly ifRevision: number;
  readonly key: string;
}

/** How a kind of change is previewed and sent; what previews never throw. */
export interface Way<C> {
  /** The same for the same change. */
  readonly identityOf: (change: C) => unknown;
  /** Whether it may be previewed again and again, because time goes on. */
  readonly isCheap: boolean;
  readonly previewOf: (change: C) => Promise<Seen>;
  /** @throws ApiProblem */
  readonly send: (change: C, confirm: readonly string[], terms: SendTerms) => Promise<AnswerView>;
}

/**
 * Previews whatever changes a stream, and applies it when told to: only what was previewed, of the revision it was
 * previewed of, and once.
 * @param change `null` while there is nothing to preview
 * @param revision the one that the person sees
 * @param way always the same one
 */
export function useReviewed<C extends { readonly stream: string }>(
  change: C | null,
  revision: number | undefined,
  way: Way<C>,
): ChangeState {
  const wanted = useWanted(change, revision, way);
  const { sending, isUnsure, refused, own, apply } = useSending(wanted, way);
  const isHeld = sending !== null || isUnsure;
  const { seen, of } = usePreview(wanted, way, isHeld);
  const overtaken = useOvertaken(change?.stream ?? null, revision, own);
  const isChecking = wanted !== null && !isHeld && of !== wanted;
  const isSeen = of === wanted && seen.preview?.isChange === true && revision !== undefined;
  return {
    preview: seen.preview,
    problem: refused ?? seen.problem,
    ...{ isChecking, isSending: sending !== null, isUnsure, apply },
    wasOvertaken: overtaken && !isHeld,
    canApply: sending === null && (isUnsure || isSeen),
  };
}

/** A change of a revision: the same object for as long as both are the same. */
interface Wanted<C> {
  readonly change: C;
  readonly identity: unknown;
  readonly revision: number | undefined;
}

function useWanted<C>(change: C | null, revision: number | undefined, way: Way<C>): Wanted<C> | null {
  const identity = change === null ? null : way.identityOf(change);
  return useMemo(() => (change === null ? null : { change, identity, revision }), [identity, revision]);
}

const NOTHING: Seen = { preview: null, problem: null };
const PAUSE_MS = 300;
/** Time goes on under a preview: what it says of exposure is to be of now. */
const AGAIN_MS = 15_000;

interface Looked<C> {
  readonly seen: Seen;
  /** What was looked at. */
  readonly of: Wanted<C> | null;
}

/** @param isHeld nothing is looked at while it is being done */
function usePreview<C>(wanted: Wanted<C> | null, way: Way<C>, isHeld: boolean): Looked<C> {
  const [looked, setLooked] = useState<Looked<C>>({ seen: NOTHING, of: null });
  useEffect(() => {
    if (wanted === null) setLooked({ seen: NOTHING, of: null });
    if (wanted === null || isHeld) return undefined;
    let isCurrent = true;
    const look = async () => {
      const seen = await way.previewOf(wanted.change);
      if (isCurrent) setLooked({ seen, of: wanted });
    };
    // A person who types is not to be followed letter by letter.
    const first = setTimeout(() => void look(), PAUSE_MS);
    const again = way.isCheap ? setInterval(() => void look(), AGAIN_MS) : undefined;
    return () => {
      isCurrent = false;
      clearTimeout(first);
      clearInterval(again);
    };
  }, [wanted, isHeld]);
  return looked;
}

/** What was sent, as it was sent. */
interface Attempt extends SendTerms {
  readonly identity: unknown;
  readonly confirm: readonly string[];
}

interface Refused<C> {
  readonly of: Wanted<C>;
  readonly problem: ApiProblem;
}

function useSending<C>(wanted: Wanted<C> | null, way: Way<C>) {
  const busy = useRef(false);
  const [sending, setSending] = useState<Attempt | null>(null);
  const [unsure, setUnsure] = useState<Attempt | null>(null);
  const [refused, setRefused] = useState<Refused<C> | null>(null);
  const [own, setOwn] = useState<number | null>(null);
  const isUnsure = unsure !== null && unsure.identity === wanted?.identity;

  const apply = async (confirm: readonly string[]): Promise<AnswerView | null> => {
    if (wanted?.revision === undefined || busy.current) return null;
    const { change, identity, revision } = wanted;
    const attempt = isUnsure ? unsure : { identity, confirm, ifRevision: revision, key: requestKey() };
    busy.current = true;
    setSending(attempt);
    try {
      const answer = await insist(() => way.send(change, attempt.confirm, attempt));
      setUnsure(null);
      setRefused(null);
      setOwn(answer.revision);
      return answer;
    } catch (error) {
      const problem = problemOf(error);
      setUnsure(problem.isUnanswered ? attempt : null);
      setRefused({ of: wanted, problem });
      return null;
    } finally {
      busy.current = false;
      setSending(null);
      refreshAll();
    }
  };
  const isRefused = refused !== null && (refused.of === wanted || isUnsure);
  return { sending, isUnsure, refused: isRefused ? refused.problem : null, own, apply };
}

/** Whether a stream has got another revision while it was being looked at, and not by one's own doing. */
function useOvertaken(stream: string | null, revision: number | undefined, own: number | null): boolean {
  const first = useRef({ stream, revision });
  const { current } = first;
  if (current.stream !== stream || current.revision === undefined || revision === own) {
    first.current = { stream, revision };
  }
  return first.current.revision !== revision;
}
