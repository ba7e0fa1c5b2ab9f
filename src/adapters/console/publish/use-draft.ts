import { useState } from 'preact/hooks';
import { useAfterPause } from './use-pause.js';
import { now } from '../state/clock.js';
import { kept } from '../state/kept.js';
import { keptText, type KeptDraft } from './draft.js';

/** How a kind of draft is kept. */
export interface DraftForm<T> {
  readonly blank: T;
  readonly isBlank: (content: T) => boolean;
  readonly read: (text: string | null) => KeptDraft<T> | null;
}

/** Something that is being written, and survives a reload of the page. */
export interface DraftState<T> {
  readonly content: T;
  readonly isBlank: boolean;
  /** Whether the browser has really kept it: there is only so much room. */
  readonly isKept: boolean;
  readonly change: (edit: (content: T) => T) => void;
  /** When what was restored had been written: seconds since the Unix epoch; `null` where it began here. */
  readonly restoredAt: number | null;
  readonly discard: () => void;
  /** What was discarded last, as long as nothing has been written since. */
  readonly undo: (() => void) | null;
  /** What was written has been done: nothing is to be kept of it. */
  readonly finish: () => void;
}

interface Written<T> {
  readonly content: T;
  readonly restoredAt: number | null;
  readonly discarded: T | null;
}

/** @param name under which it is kept in this browser, without anything of who writes it */
export function useDraft<T>(name: string, { blank, isBlank, read }: DraftForm<T>): DraftState<T> {
  const [restored] = useState(() => read(kept.read(name)));
  const begun: Written<T> = { content: blank, restoredAt: null, discarded: null };
  const [written, setWritten] = useState<Written<T>>(
    restored === null ? begun : { ...begun, content: restored.content, restoredAt: restored.at },
  );
  const { content, restoredAt, discarded } = written;
  const [isKept, setKept] = useState(true);
  // What has been done or thrown away must not come back; what is being written waits for a pause.
  const pausing = { value: content, done: restored?.content ?? blank, isUrgent: isBlank(content) };
  useAfterPause(pausing, () => {
    const text = isBlank(content) ? null : keptText({ at: now(), content });
    kept.write(name, text);
    setKept(kept.read(name) === text);
  });
  return {
    content,
    isBlank: isBlank(content),
    ...{ isKept, restoredAt },
    change: (edit) => setWritten((old) => ({ ...old, content: edit(old.content), discarded: null })),
    discard: () => setWritten({ ...begun, discarded: content }),
    undo: discarded === null ? null : () => setWritten({ ...begun, content: discarded }),
    finish: () => setWritten(begun),
  };
}
