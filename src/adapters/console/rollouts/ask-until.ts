import { problemOf, type ApiProblem } from '../api/api-problem.js';

interface Heard<A> {
  readonly onAnswer: (answer: A) => void;
  /** Also where it will be asked again. */
  readonly onProblem: (problem: ApiProblem) => void;
}

const EVERY_MS = 3000;

/** Asks until there is an answer: one failure is not the last word. @returns what ends it */
export function askUntil<A>(
  question: () => Promise<A>,
  { onAnswer, onProblem }: Heard<A>,
  everyMs = EVERY_MS,
): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const failed = (error: unknown) => {
    if (isOver) return;
    const problem = problemOf(error);
    onProblem(problem);
    if (problem.isPassing) timer = setTimeout(turn, everyMs);
  };
  const turn = () => void question().then((answer) => (isOver ? undefined : onAnswer(answer)), failed);
  turn();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
