/** What a part of the bench found out: a table. */
export interface PartResult {
  readonly title: string;
  readonly rows: readonly Row[];
  /** What must be known to read it, in sentences: what was left out, and why. */
  readonly notes: readonly string[];
}

export interface Row {
  /** What the row is about; no other row of the part has the same. */
  readonly name: string;
  /** The cells by the titles of their columns, which end with the unit. `null`: could not be measured. */
  readonly cells: Readonly<Record<string, number | string | null>>;
  /** The one number that is judged. */
  readonly figure: Figure | null;
}

/** A ratio means the same in another run, on another day; a measure does not. */
export interface Figure {
  readonly kind: 'ratio' | 'measure';
  readonly value: number;
  /** Of all rounds, where there were several. */
  readonly best: number;
  readonly better: 'more' | 'less';
  /** What it should be at least, or at most where less is better; `null`: nobody has said. */
  readonly target: number | null;
}

/** `null` without a target. */
export function isReached({ value, better, target }: Figure): boolean | null {
  if (target === null) return null;
  return better === 'more' ? value >= target : value <= target;
}
