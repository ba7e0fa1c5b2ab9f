import { epochOfInput, localInputOf } from '../parts/local-input.js';

/**
 * A moment in a field for a local time. What was put in is kept beside its text: where clocks are set back, a text
 * means two moments, and only what a person types is read.
 */
export interface TypedMoment {
  /** As the field has it. */
  readonly text: string;
  /** Seconds since the Unix epoch, UTC; `null` for what is no moment. */
  readonly epoch: number | null;
}

export function momentAt(epoch: number): TypedMoment {
  return { text: localInputOf(epoch), epoch };
}

export function momentTyped(text: string): TypedMoment {
  return { text, epoch: epochOfInput(text) };
}
