import { useEffect, useRef } from 'preact/hooks';
import type { Action } from './actions.js';
import type { Desk } from './desk.js';

/** The place of a button that opens a panel: whoever closes the panel is back at it. */
export function useFocusBack({ left, arrive }: Desk, action: Action, version: string) {
  const place = useRef<HTMLButtonElement>(null);
  const isLeft = left?.action === action && left.version === version;
  useEffect(() => {
    if (!isLeft) return;
    place.current?.focus();
    arrive();
  }, [isLeft]);
  return place;
}
