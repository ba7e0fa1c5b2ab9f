import type { Answer } from './ask-once.js';
import type { Poll } from './poll.js';

/** What is asked, and what comes back. */
export interface Question {
  readonly poll: Poll;
  /** As the server gave it before the load. */
  readonly answer: Answer;
  /** Whether each answer must have these very bytes; else its status is enough. */
  readonly exact: boolean;
}
