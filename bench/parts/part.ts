import type { PartResult } from '../report/result.js';
import type { Stage } from '../stage.js';

/** One question that the bench answers. */
export interface Part {
  readonly title: string;
  /** Whether there is a short form of it for `--quick`. */
  readonly isQuick: boolean;
  readonly measure: (stage: Stage) => Promise<PartResult>;
}
