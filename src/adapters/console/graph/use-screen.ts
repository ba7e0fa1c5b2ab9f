import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Extent } from './zoom.js';

/** How large an element is, as long as it is there; `null` before it has been drawn. */
export function useScreen(element: RefObject<HTMLElement | null>): Extent | null {
  const [screen, setScreen] = useState<Extent | null>(null);
  useLayoutEffect(() => {
    const place = element.current;
    if (!place) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = place;
      setScreen((old) => (old?.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(place);
    return () => observer.disconnect();
  }, [element]);
  return screen;
}
