import type { Answer } from './ask-once.js';
import type { Poll } from './poll.js';

/** What is asked, and what comes back. */
export interface Question {
  readonly poll: Poll;
  /** As the server gave it before the load. */
  readonly answer: Answer;
  /** The length of the longest answer that anybody may get to it: nodes that a rollout has let in get another one. */
  readonly longest: number;
  /** Whether each answer must have these very bytes; else its status is enough. */
  readonly exact: boolean;
}
