import { useSay } from '../texts/use-say.js';
import type { CleanedUp } from './cleaned-up.js';

interface CleanupNoteProps {
  readonly cleaned: readonly CleanedUp[];
}

/** Why edges go to which nobody has laid a hand. */
export function CleanupNote({ cleaned }: CleanupNoteProps) {
  const say = useSay();
  if (cleaned.length === 0) return null;
  return (
    <div class="note" data-cleaned={cleaned.map(({ version }) => version).join(' ')}>
      <p>{say('publish.cleanup')}</p>
      <ul>
        {cleaned.map(({ version, edges, instead }) => (
          <li key={version}>
            {instead === null
              ? say('publish.cleanedUp', { version, edges })
              : say('publish.cleanedUpFor', { version, edges, instead })}
          </li>
        ))}
      </ul>
    </div>
  );
}
