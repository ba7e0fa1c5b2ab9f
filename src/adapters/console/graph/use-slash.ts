import { useEffect, useRef } from 'preact/hooks';

/** The key / leads to the search from everywhere but where one types, or where a dialog stands before the page. */
export function useSlash() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const search = (event: KeyboardEvent) => {
      if (!isForSearch(event)) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', search);
    return () => document.removeEventListener('keydown', search);
  }, []);
  return input;
}

function isForSearch({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key !== '/' || ctrlKey || metaKey || altKey) return false;
  if (document.querySelector('dialog[open]')) return false;
  return !(target instanceof Element && target.matches('input, textarea, select, [contenteditable]'));
}
