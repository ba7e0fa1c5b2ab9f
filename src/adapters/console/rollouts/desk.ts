import { useState } from 'preact/hooks';
import type { AnswerView, ReleaseRolloutView } from '../api/schema.js';
import { now } from '../state/clock.js';
import type { Action } from './actions.js';
import { newDraft, type Draft } from './draft.js';

/** What has just been done. */
export interface Deed {
  readonly action: Action;
  readonly version: string;
  readonly revision: number;
  /** How much is let in since: 0 to 1. */
  readonly share: number;
}

/** What a person is at: one action at a time, kept by the page so that nothing that moves on it takes it away. */
export interface Desk {
  readonly draft: Draft | null;
  readonly deed: Deed | null;
  /** What was closed without being done: the focus goes back to where it was opened. */
  readonly left: Left | null;
  readonly open: (action: Action, version: string, stands?: ReleaseRolloutView | null) => void;
  readonly edit: (change: Partial<Draft>) => void;
  readonly close: () => void;
  readonly done: (answer: AnswerView) => void;
  /** The focus is back. */
  readonly arrive: () => void;
}

type Left = Pick<Draft, 'action' | 'version'>;

export function useDesk(): Desk {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [deed, setDeed] = useState<Deed | null>(null);
  const [left, setLeft] = useState<Left | null>(null);
  return {
    draft,
    deed,
    left,
    open: (action, version, stands) => {
      setDeed(null);
      setLeft(null);
      setDraft(newDraft({ action, version }, now(), stands));
    },
    edit: (change) => setDraft((old) => old && { ...old, ...change }),
    close: () => {
      setLeft(draft);
      setDraft(null);
    },
    done: (answer) => {
      if (draft !== null) setDeed(deedOf(draft, answer));
      setDraft(null);
    },
    arrive: () => setLeft(null),
  };
}

function deedOf({ action, version }: Draft, { revision, exposure }: AnswerView): Deed {
  const share = exposure.find((point) => point.version === version)?.throttle ?? 0;
  return { action, version, revision, share };
}
