import type { TextPlace } from './json-text.js';

/** Marks the rest of a line in a box, from a place on, and scrolls to it: the browser itself would not. */
export function showLine(boxId: string, { offset, line }: TextPlace): void {
  const box = document.getElementById(boxId);
  if (!(box instanceof HTMLTextAreaElement)) return;
  const end = box.value.indexOf('\n', offset);
  box.focus({ preventScroll: true });
  box.setSelectionRange(offset, end === -1 ? box.value.length : end);
  const lineHeight = box.scrollHeight / box.value.split('\n').length;
  box.scrollTop = Math.max(0, (line - 1) * lineHeight - box.clientHeight / 2);
  box.scrollIntoView({ block: 'nearest' });
}
