import type { ExplanationView } from '../api/schema.js';
import { printable } from '../../../graph/printable.js';
import { useSay } from '../texts/use-say.js';
import type { Reading } from './reading.js';

/** What keeps a node from an update that it is offered, the likeliest first, and where it is to be seen. */
const CHECKS = [
  ['running', 'systemctl status zincati'],
  ['server', 'journalctl -u zincati -b'],
  ['strategy', 'journalctl -u zincati | grep -i strategy'],
  ['fleetLock', 'journalctl -u zincati | grep -i lock'],
  ['staged', 'rpm-ostree status'],
  ['users', 'loginctl list-sessions'],
  ['boot', 'df -h /boot'],
  ['earlier', 'rpm-ostree status --verbose'],
] as const;

interface NodeChecksProps {
  readonly answer: ExplanationView;
  readonly reading: Reading | null;
}

/** The server has done its part: what to look for on the node itself. Its message has said so in a sentence. */
export function NodeChecks({ answer: { target }, reading }: NodeChecksProps) {
  const say = useSay();
  const version = target?.version ?? '';
  const staged = reading?.staged ?? null;
  const isEarlier = target !== null && reading?.earlier.includes(target.payload) === true;
  return (
    <section class="explain-part">
      <h2>{say('explain.checks')}</h2>
      <p>{say('explain.checksLead', { version })}</p>
      {staged !== null && (
        <p class="note note-warning" data-found="staged">
          {say('explain.foundStaged', { version: printable(staged) })}
        </p>
      )}
      {isEarlier && (
        <p class="note note-warning" data-found="earlier">
          {say('explain.foundEarlier', { version })}
        </p>
      )}
      <details class="checks-all">
        <summary>{say('explain.stepByStep')}</summary>
        <ul class="checks">
          {CHECKS.map(([name, command]) => (
            <li key={name}>
              {say(`explain.check_${name}`)} <code>{command}</code>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
