import { now } from './clock.js';

/** What can go against the soak's promises, each counted by itself. */
export const BREACHES = [
  ...(['wrong answer', 'no answer', 'lost write', 'refused write', 'hanging write', 'ended'] as const),
  'missed answer',
] as const;
export type Breach = (typeof BREACHES)[number];

/** What is measured, in milliseconds. */
export const MEASURES = [
  ...([
    'visible elsewhere',
    'visible elsewhere, database just back',
    'write',
    'write, database away',
  ] as const),
  ...(['source followed', 'healed source followed', 'takeover', 'ready', 'ready, database away'] as const),
] as const;
export type Measure = (typeof MEASURES)[number];

/** What was asked, what came, and what should have come. */
export interface Evidence {
  readonly breach: Breach;
  readonly message: string;
  readonly asked?: object;
  readonly answer?: string;
  readonly expected?: string;
}

/** Of each breach so many are kept whole. */
const MOST_EVIDENCE = 20;

/** Everything that happened, for the report and as evidence. */
export class Record {
  readonly startedAt = now();
  readonly #events: string[] = [];
  readonly #evidence: { readonly at: number; readonly evidence: Evidence }[] = [];
  readonly #breaches = new Map<Breach, number>();
  readonly #measured = new Map<Measure, number[]>();
  readonly #counts = new Map<string, number>();

  event(text: string): void {
    this.#events.push(`${this.#time(now())} ${text}`);
  }

  breach(evidence: Evidence): void {
    const count = this.breaches(evidence.breach) + 1;
    this.#breaches.set(evidence.breach, count);
    if (count > MOST_EVIDENCE) return;
    this.#evidence.push({ at: now(), evidence });
    this.event(`! ${evidence.breach}: ${evidence.message}`);
  }

  measure(what: Measure, milliseconds: number): void {
    const measured = this.#measured.get(what) ?? [];
    measured.push(milliseconds);
    this.#measured.set(what, measured);
  }

  count(what: string, by = 1): void {
    this.#counts.set(what, this.counted(what) + by);
  }

  breaches(breach: Breach): number {
    return this.#breaches.get(breach) ?? 0;
  }

  counted(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  /** Smallest first. */
  measured(what: Measure): readonly number[] {
    return (this.#measured.get(what) ?? []).toSorted((a, b) => a - b);
  }

  /** For people: what went wrong, each with what it takes to understand it, then all that happened. */
  text(): string {
    const wrongs = this.#evidence.map(({ at, evidence: { breach, message, ...rest } }) => {
      const details = Object.entries(rest).map(([name, value]) => `  ${name}: ${excerpt(value)}`);
      return [`${this.#time(at)} ${breach}: ${message}`, ...details].join('\n');
    });
    return `# What went wrong\n\n${wrongs.join('\n\n')}\n\n# What happened\n\n${this.#events.join('\n')}\n`;
  }

  /** Seconds since the start, and the time of the servers' logs. */
  #time(at: number): string {
    const since = ((at - this.startedAt) / 1000).toFixed(3).padStart(8);
    return `${since} ${new Date(at).toISOString().slice(11, 23)}`;
  }
}

function excerpt(value: string | object): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 100_000 ? `${text.slice(0, 100_000)}...` : text;
}
