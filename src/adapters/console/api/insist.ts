import { problemOf } from './api-problem.js';

const TRIES = 4;
const PAUSE_MS = 2000;

/**
 * Does what has a key of its own until an answer comes: a lost one is asked for again, and it is done once.
 * @throws ApiProblem unanswered, when none came for long; else what was refused
 */
export async function insist<T>(act: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await act();
    } catch (error) {
      const problem = problemOf(error);
      if (!problem.isUnanswered || tried === TRIES) throw problem;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
