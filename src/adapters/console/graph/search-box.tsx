import type { RefObject } from 'preact';
import { useSay } from '../texts/use-say.js';
import { nextHit } from './search.js';

interface SearchBoxProps {
  readonly text: string;
  readonly hits: readonly number[];
  /** Position of what is picked. */
  readonly picked: number | null;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onType: (text: string) => void;
  readonly onPick: (position: number) => void;
}

/** Marks what is found while one types; Enter picks the newest of it, and then one after the other. */
export function SearchBox({ text, hits, picked, input, onType, onPick }: SearchBoxProps) {
  const say = useSay();
  const from = picked !== null && hits.includes(picked) ? picked : null;
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const next = nextHit(hits, from, event.shiftKey ? 1 : -1);
    if (next !== null) onPick(next);
  };
  return (
    <div class="graph-search" role="search">
      <input
        ref={input}
        type="search"
        name="version"
        value={text}
        placeholder={say('graph.search')}
        aria-label={say('graph.search')}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
        onKeyDown={key}
      />
      <span class="quiet" aria-live="polite">
        {text.trim() !== '' && say('graph.hits', { count: hits.length })}
      </span>
    </div>
  );
}
