/** Moves the page so that a spot is to be seen above what comes from below on a phone. */
export function scrollToSpot(index: number): void {
  const box = document.querySelector(`[data-spot="${index}"]`)?.getBoundingClientRect();
  if (!box) return;
  const [top, bottom] = [innerHeight * 0.1, freeBottom() - ROOM];
  if (box.top < top || box.bottom > bottom) scrollBy({ top: box.top - (top + bottom) / 2 });
}

/** Below a spot, so that it does not stick to what is below it. */
const ROOM = 30;

function freeBottom(): number {
  const panel = document.querySelector('.graph-panel');
  return panel && getComputedStyle(panel).position === 'fixed'
    ? panel.getBoundingClientRect().top
    : innerHeight;
}
