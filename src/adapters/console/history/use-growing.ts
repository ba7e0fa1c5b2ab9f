import { useRef, useState } from 'preact/hooks';
import { problemOf, type ApiProblem } from '../api/api-problem.js';
import { withNews, withOlder, type ListPage } from './growing.js';

interface GrowingOf<T> {
  /** What the list is of: another one begins anew. */
  readonly about: string;
  /** The first page as it is now; `null` until it came. */
  readonly first: ListPage<T> | null;
  readonly askOlder: (cursor: string) => Promise<ListPage<T>>;
  readonly keyOf: (item: T) => string;
}

/** A list that is followed at its top and read on at its end. */
export interface Growing<T> {
  /** Newest first; `null` until something came. */
  readonly items: readonly T[] | null;
  readonly hasMore: boolean;
  readonly isAsking: boolean;
  readonly problem: ApiProblem | null;
  readonly more: () => Promise<void>;
}

interface Known<T> {
  readonly about: string;
  readonly seen: ListPage<T> | null;
  readonly known: ListPage<T> | null;
}

interface Asking {
  /** Of which list it is told: what became of another one is nobody's business any more. */
  readonly about: string;
  readonly isAsking: boolean;
  readonly problem: ApiProblem | null;
}

const IDLE = { isAsking: false, problem: null } as const;

export function useGrowing<T>({ about, first, askOlder, keyOf }: GrowingOf<T>): Growing<T> {
  const [asking, setAsking] = useState<Asking>({ about, ...IDLE });
  const settle = (told: Omit<Asking, 'about'>) =>
    setAsking((current) => (current.about === about ? { about, ...told } : current));
  const kept = useRef<Known<T>>({ about, seen: null, known: null });
  if (kept.current.about !== about) kept.current = { about, seen: null, known: null };
  if (first !== null && first !== kept.current.seen) {
    kept.current = { about, seen: first, known: withNews(kept.current.known, first, keyOf) };
  }
  const { known } = kept.current;
  const cursor = known?.next_cursor ?? null;
  const more = async () => {
    if (cursor === null) return;
    setAsking({ about, isAsking: true, problem: null });
    try {
      const older = await askOlder(cursor);
      const latest = kept.current.known;
      // It may be another list by now, or have begun anew.
      if (kept.current.about === about && latest?.next_cursor === cursor) {
        kept.current = { ...kept.current, known: withOlder(latest, older) };
      }
      settle(IDLE);
    } catch (error) {
      const problem = problemOf(error);
      settle({ isAsking: false, problem });
    }
  };
  const { isAsking, problem } = asking.about === about ? asking : IDLE;
  return { items: known?.items ?? null, hasMore: cursor !== null, isAsking, problem, more };
}
