import { printable } from '../../../graph/printable.js';
import { useSay } from '../texts/use-say.js';

interface ReasonProps {
  readonly reason: string;
}

/** The very line that agents write for whoever logs in to a node. @see cincinnati.md B.11, B.12 */
export function DeadendMotd({ reason }: ReasonProps) {
  const say = useSay();
  return (
    <figure class="motd">
      <figcaption class="quiet">{say('publish.motd')}</figcaption>
      <pre>{motdOf(reason)}</pre>
    </figure>
  );
}

/** Agents stop at a barrier and go on from it; they tell nobody. */
export function BarrierNote({ reason }: ReasonProps) {
  const say = useSay();
  return (
    <figure class="motd">
      <figcaption class="quiet">{say('publish.barrierShown')}</figcaption>
      <pre>{printable(reason.trim()) || '\u2026'}</pre>
    </figure>
  );
}

/** In the agent's own words: they are not translated on nodes either. */
function motdOf(reason: string): string {
  return `This release is a dead-end and will not further auto-update: ${printable(reason.trim()) || '\u2026'}`;
}
