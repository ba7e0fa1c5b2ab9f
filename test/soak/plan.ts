/** How often and how long, for so many minutes. All times in milliseconds. */
export interface Plan {
  readonly minutes: number;
  readonly totalMs: number;
  readonly databaseKills: number;
  readonly databaseFirstMs: number;
  /** From one kill of it to the next. */
  readonly databaseEveryMs: number;
  /** For how long the database says nothing. */
  readonly freezeMs: number;
  /** For how long the upstream hangs. */
  readonly hangMs: number;
  readonly instanceEveryMs: number;
  /** How long hostile callers are at work in the end. */
  readonly hostileMs: number;
}

/** The long form, ten minutes, is what the project promises to stand; a shorter one has as much trouble a minute. */
export function planFor(minutes: number): Plan {
  const totalMs = minutes * 60_000;
  const databaseKills = Math.max(3, Math.round(minutes * 2));
  const freezeMs = Math.min(60_000, minutes * 6000);
  return {
    ...{ minutes, totalMs, databaseKills, freezeMs },
    databaseFirstMs: 8000,
    // What happens last needs time to be seen.
    databaseEveryMs: (totalMs - freezeMs - 20_000) / databaseKills,
    hangMs: Math.min(30_000, minutes * 4000),
    instanceEveryMs: 20_000,
    hostileMs: Math.min(60_000, minutes * 6000),
  };
}

/** What instances are told. */
export const REFRESH_MS = 2000;
/** A start takes its time on a busy machine. */
export const READY_MS = 30_000;
/** What comes on top of it until a source that has healed is followed again. */
export const FOLLOW_MS = REFRESH_MS + 10_000;
