import { useLive } from '../api/live.js';
import { addressOf } from '../api/ask.js';
import type { ExplanationView } from '../api/schema.js';
import { Link } from '../parts/link.js';
import { Time } from '../parts/time.js';
import { pathTo } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { declaredIn, NOTHING_DECLARED } from './declared.js';
import { agentQuery, type Fields } from './fields.js';
import { NearVersions } from './near-versions.js';
import { NodeChecks } from './node-checks.js';
import type { Reading } from './reading.js';
import { stationsOf } from './stations.js';
import { TramLine } from './tram-line.js';
import { TurnScales } from './turn-scales.js';
import { turnsOf } from './turns.js';
import { Verdict } from './verdict.js';

interface AnswerProps {
  readonly answer: ExplanationView;
  readonly fields: Fields;
  /** What was pasted, as far as it says more than was asked. */
  readonly reading: Reading | null;
  readonly onChange: (fields: Partial<Fields>) => void;
}

/** What the server says of a node: in a word, in a sentence, and drawn. */
export function Answer({ answer, fields, reading, onChange }: AnswerProps) {
  const declared = useDeclared(answer);
  const { verdict, near, wariness, at } = answer;
  const turns = turnsOf(answer, declared);
  const stations = stationsOf(answer, declared);
  const look = (moment: string) => onChange({ at: moment });
  return (
    <>
      <Verdict answer={answer} onLook={look} />
      {near.length > 0 && (
        <NearVersions near={near} onChoose={(version) => onChange({ version, payload: '' })} />
      )}
      {turns.length > 0 && <TurnScales turns={turns} wariness={wariness} at={at} />}
      {stations.length > 0 && <TramLine stations={stations} at={at} onLook={look} />}
      {verdict === 'update_available' && <NodeChecks answer={answer} reading={reading} />}
      <About answer={answer} fields={fields} />
    </>
  );
}

/** Reasons of stops further on stand in the stream's own document. */
function useDeclared({ stream, basearch, path }: ExplanationView) {
  const question = path.length > 1 ? { path: { stream }, query: { extended: 'true' as const } } : null;
  const { body } = useLive('GET /updates/{stream}.json', question);
  return body ? declaredIn(body, basearch) : NOTHING_DECLARED;
}

/** What was judged, when, and by which revision; and the same for programs. */
function About({ answer, fields }: Pick<AnswerProps, 'answer' | 'fields'>) {
  const say = useSay();
  const { stream, basearch, scheme, revision, at } = answer;
  return (
    <p class="quiet explain-about">
      <Link to={pathTo('graph', stream)}>{stream}</Link> · {basearch} · {scheme} ·{' '}
      {say('explain.revision', { revision })} ·{' '}
      {say(fields.at === '' ? 'explain.judgedNow' : 'explain.judgedThen')} <Time at={at} /> ·{' '}
      <a
        href={addressOf('GET /v1/explain', { path: {}, query: agentQuery(fields) })}
        target="_blank"
        rel="noreferrer"
      >
        {say('explain.asJson')}
      </a>
    </p>
  );
}
