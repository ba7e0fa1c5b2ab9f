import { useLayoutEffect, useState } from 'preact/hooks';
import type { Store } from './store.js';

/** The value of a store, and another drawing whenever it changes. */
export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useState(0);
  useLayoutEffect(() => {
    const change = () => redraw((count) => count + 1);
    // It may have changed between the drawing and now.
    change();
    return store.subscribe(change);
  }, [store]);
  return store.value;
}
