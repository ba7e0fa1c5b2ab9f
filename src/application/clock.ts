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

/** The machine's own. */
export class SystemClock extends Clock {
  override now(): number {
    return Math.floor(Date.now() / 1000);
  }
}
