/** The time, so that tests can set it. */
export abstract class Clock {
  /** Whole seconds since the Unix epoch, UTC: what decides how far a rollout has come. */
  abstract now(): number;
}

/** RFC 3339 in UTC, whole seconds. `null` for times before the year 0 or after 9999, which it cannot say. */
export function rfc3339(epochSeconds: number): string | null {
  if (epochSeconds < -62_167_219_200 || epochSeconds > 253_402_300_799) return null;
  return new Date(epochSeconds * 1000).toISOString().replace('.000Z', 'Z');
}

const TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** Whole seconds since the Unix epoch, UTC, of a time in RFC 3339; `null` for what is none. */
export function epochOf(text: string): number | null {
  const [, date = '', time = '', sign, hours, minutes] = TIME.exec(text.toUpperCase()) ?? [];
  const written = new Date(`${date}T${time}Z`);
  // There is no 30th of February, though Date takes it for a day in March.
  if (Number.isNaN(written.getTime()) || !written.toISOString().startsWith(date)) return null;
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60;
  const epoch = written.getTime() / 1000 - (sign === '-' ? -offset : offset);
  // In UTC it may be a time that cannot be written.
  return rfc3339(epoch) === null ? null : epoch;
}

/** The machine's own. */
export class SystemClock extends Clock {
  override now(): number {
    return Math.floor(Date.now() / 1000);
  }
}
