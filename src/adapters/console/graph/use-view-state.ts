import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { changeQuery, useRoute } from '../state/route.js';
import { readState, writeState, type ViewState } from './view-state.js';

/** Browsers do not take a new address for every pixel of a slider. */
const WRITE_AFTER_MS = 250;

export type ChangeView = (change: Partial<ViewState>) => void;

/** What one looks at: it is in the address as soon as nothing moves any more. */
export function useViewState(): readonly [ViewState, ChangeView] {
  const { query } = useRoute();
  const [state, setState] = useState(() => readState(query));
  const written = useRef(state);
  useEffect(() => {
    const inAddress = readState(query);
    if (isSame(inAddress, written.current)) return;
    written.current = inAddress;
    setState(inAddress);
  }, [query]);
  useEffect(() => {
    if (isSame(state, written.current)) return;
    const timer = setTimeout(() => {
      written.current = state;
      changeQuery(writeState(state));
    }, WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const change = useCallback<ChangeView>((part) => setState((old) => ({ ...old, ...part })), []);
  return [state, change];
}

function isSame(a: ViewState, b: ViewState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
