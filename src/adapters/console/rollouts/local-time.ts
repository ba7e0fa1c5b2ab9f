/** A moment as the browser's field for a local time has it: `2026-11-22T16:00`, or with seconds where there are any. */
export function inputOf(epoch: number): string {
  const date = new Date(epoch * 1000);
  const shifted = new Date((epoch - date.getTimezoneOffset() * 60) * 1000);
  return shifted.toISOString().slice(0, epoch % 60 === 0 ? 16 : 19);
}

/** Seconds since the Unix epoch, UTC; `null` for what is no moment. */
export function epochOfInput(text: string): number | null {
  // With a date alone the browser would take it for UTC.
  const time = text.includes('T') ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? null : Math.floor(time / 1000);
}
