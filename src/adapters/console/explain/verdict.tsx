import type { ExplanationView } from '../api/schema.js';
import { Time } from '../parts/time.js';
import { useSay } from '../texts/use-say.js';
import { Reason } from '../parts/reason.js';
import { firstTurn } from './turns.js';
import { UntilDistance } from './until.js';

type VerdictName = ExplanationView['verdict'];

/** How a verdict looks: a sign, and how good it is. */
const LOOKS: Readonly<Record<VerdictName, readonly [sign: string, mood: 'good' | 'wait' | 'warn' | 'bad']>> =
  {
    up_to_date: ['✓', 'good'],
    update_available: ['↑', 'good'],
    held_back: ['◷', 'wait'],
    rollout_paused: ['‖', 'warn'],
    no_path: ['⊘', 'warn'],
    deadend: ['✕', 'bad'],
    unknown_payload: ['?', 'bad'],
  };

interface VerdictProps {
  readonly answer: ExplanationView;
  /** Asks what it will be at a moment. */
  readonly onLook: (at: string) => void;
}

/** The answer in a word, then in the server's own sentence. */
export function Verdict({ answer, onLook }: VerdictProps) {
  const say = useSay();
  const { verdict, message, held, deadend, node, target, path } = answer;
  const next = target?.version ?? path[1];
  const isNever = verdict === 'held_back' && firstTurn(answer) === null;
  const [sign, mood] = LOOKS[isNever ? 'no_path' : verdict];
  const reasons = held.flatMap(({ version, public_reason: reason }) =>
    reason === null ? [] : [{ version, reason }],
  );
  return (
    <div class={`verdict verdict-${mood}`} data-verdict={verdict}>
      <span class="verdict-sign" aria-hidden="true">
        {sign}
      </span>
      <h2 aria-live="polite">{say(isNever ? 'explain.verdict_never' : `explain.verdict_${verdict}`)}</h2>
      <div class="verdict-text">
        {node && (
          <p class="verdict-versions version">
            {node.version}
            {next !== undefined && ` ${target ? '→' : '⇢'} ${next}`}
          </p>
        )}
        {verdict === 'held_back' && <TurnComes answer={answer} onLook={onLook} />}
        <p class="verdict-message">{message}</p>
        {deadend && (
          <p>
            <strong>{say('explain.deadendReason')}</strong>
            <Reason text={deadend.reason} />
          </p>
        )}
        {reasons.map(({ version, reason }) => (
          <p key={version} class="public-reason">
            <strong>{say('explain.pauseReason', { version })}</strong>
            <Reason text={reason} />
          </p>
        ))}
      </div>
    </div>
  );
}

/** The first of the updates it waits for. */
function TurnComes({ answer, onLook }: VerdictProps) {
  const say = useSay();
  const first = firstTurn(answer);
  if (first === null) return null;
  return (
    <p class="verdict-turn">
      <strong>
        <UntilDistance at={first} from={answer.at} />
      </strong>
      {' · '}
      <Time at={first} />{' '}
      <button class="button button-small" type="button" onClick={() => onLook(first)}>
        {say('explain.lookThen')}
      </button>
    </p>
  );
}
