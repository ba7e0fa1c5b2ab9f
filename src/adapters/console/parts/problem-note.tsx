import type { ApiProblem } from '../api/api-problem.js';
import { FaultPlace, type FaultWays } from './fault-place.js';
import { useSay } from '../texts/use-say.js';

interface ProblemNoteProps {
  readonly problem: ApiProblem;
  readonly ways?: FaultWays | undefined;
}

/** What was refused, why, and every fault with the place it is at. */
export function ProblemNote({ problem, ways }: ProblemNoteProps) {
  const say = useSay();
  const { kind, detail, errors } = problem.refusal;
  return (
    <div class="note note-error" role="alert" data-kind={kind}>
      <p>
        <strong>{kind === 'unreachable' ? say('app.unreachable') : say('app.refused')}</strong> {detail}{' '}
        <code>{kind}</code>
      </p>
      {errors.length > 0 && (
        <ul>
          {errors.map(({ path, code, message }) => (
            <li key={`${path} ${code} ${message}`}>
              {message} <code>{code}</code> <FaultPlace path={path} ways={ways} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
