import { expect, test } from 'vitest';
import { ApiProblem, problemIn, unreachable } from '../../../../src/adapters/console/api/api-problem.js';
import { askUntil } from '../../../../src/adapters/console/rollouts/ask-until.js';

/** What comes of each question in turn, and when nothing more is asked, all that was heard. */
async function heardOf(outcomes: readonly (string | Error)[]): Promise<string> {
  const heard: string[] = [];
  let asked = 0;
  const question = () => {
    const outcome = outcomes[asked++] ?? 'too often';
    return typeof outcome === 'string' ? Promise.resolve(outcome) : Promise.reject(outcome);
  };
  const stop = askUntil(
    question,
    {
      onAnswer: (answer) => heard.push(answer),
      onProblem: (problem) => heard.push(`${problem instanceof ApiProblem ? problem.kind : ''}!`),
    },
    1,
  );
  await new Promise((resolve) => setTimeout(resolve, 60));
  stop();
  return heard.join(' ');
}

const status = (code: number) => problemIn(code, '');

test.each<[(string | Error)[], string]>([
  [['answer'], 'answer'],
  [[unreachable('x'), 'answer'], 'unreachable! answer'],
  [[unreachable('x'), status(503), status(429), 'answer'], 'unreachable! http_503! http_429! answer'],
  [[new TypeError('x'), 'answer'], 'unreachable! answer'],
  [[status(403), 'answer'], 'http_403!'],
  [[status(404), 'answer'], 'http_404!'],
])('of %s is heard: %s', async (outcomes, expected) => {
  expect(await heardOf(outcomes)).toBe(expected);
});

test('nothing is heard any more, nor asked, once it is ended', async () => {
  const heard: string[] = [];
  let asked = 0;
  const question = () => {
    asked += 1;
    return Promise.reject(unreachable('x'));
  };
  const stop = askUntil(question, { onAnswer: () => heard.push('a'), onProblem: () => heard.push('p') }, 1);
  stop();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([asked, heard]).toEqual([1, []]);
});
