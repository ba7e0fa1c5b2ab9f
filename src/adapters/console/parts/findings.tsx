import type { FindingView } from '../api/schema.js';
import { FaultPlace, type FaultWays } from './fault-place.js';
import { useSay } from '../texts/use-say.js';

interface FindingsProps {
  readonly findings: readonly FindingView[];
  readonly ways?: FaultWays | undefined;
}

/** What lint has to say, the gravest first. */
export function Findings({ findings, ways }: FindingsProps) {
  const say = useSay();
  const sorted = [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <ul class="findings">
      {sorted.map(({ code, severity, path, message }) => (
        <li key={`${code} ${path} ${message}`} class={`finding finding-${severity}`} data-code={code}>
          <span class="finding-severity">{say(`change.${severity}`)}</span> {message} <code>{code}</code>{' '}
          {ways && <FaultPlace path={path} ways={ways} />}
        </li>
      ))}
    </ul>
  );
}

const ORDER = ['error', 'confirm', 'warning'];
