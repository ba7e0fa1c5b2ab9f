import type { RunRecord } from './record.js';
import type { Row } from './result.js';

/** A ratio may be worse than the kept one by so much before it is worth a word: machines differ. */
const TOLERANCE = 0.15;

/**
 * What has become worse since the kept run, a sentence for each. Only ratios are compared, which are made within one
 * run: times of two runs say more about two days than about two programs.
 */
export function warnings(kept: RunRecord, now: RunRecord): readonly string[] {
  return Object.entries(now.parts).flatMap(([part, { rows }]) => {
    const before = kept.parts[part]?.rows ?? [];
    return rows.flatMap((row) =>
      warningOf(
        row,
        before.find(({ name }) => name === row.name),
      ),
    );
  });
}

function warningOf({ name, figure }: Row, before: Row | undefined): readonly string[] {
  const was = before?.figure;
  if (figure?.kind !== 'ratio' || was?.kind !== 'ratio') return [];
  // Even its best round has to be worse: a busy machine spoils some of them.
  const better = figure.better === 'more' ? figure.best / was.value : was.value / figure.best;
  if (better >= 1 - TOLERANCE) return [];
  return [`${name}: the ratio is ${figure.value.toFixed(2)}, in the kept run it was ${was.value.toFixed(2)}`];
}
