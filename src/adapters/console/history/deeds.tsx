import { useLanguage } from '../state/language.js';
import { useSay } from '../texts/use-say.js';
import { reasonIn, sentenceOf, type Done } from '../parts/operation-sentence.js';

interface DeedsProps {
  readonly operations: readonly Done[];
  readonly reason: string;
}

const AT_A_GLANCE = 5;

/** The operations of a change, a sentence each, with the reason of it all. */
export function Deeds({ operations, reason }: DeedsProps) {
  const say = useSay();
  const rest = operations.slice(AT_A_GLANCE);
  return (
    <>
      <Sentences operations={operations.slice(0, AT_A_GLANCE)} said={reason} />
      {rest.length > 0 && (
        <details>
          <summary>{say('history.moreDeeds', { count: rest.length })}</summary>
          <Sentences operations={rest} said={reason} />
        </details>
      )}
      {reason !== '' && <p class="entry-reason">“{reason}”</p>}
    </>
  );
}

/** A reason that stands for the whole change is not said again. */
function Sentences({ operations, said }: { readonly operations: readonly Done[]; readonly said: string }) {
  const spoken = useLanguage();
  return (
    <ul class="deeds">
      {operations.map((done, index) => {
        const own = reasonIn(done);
        const { main, details } = sentenceOf(done, spoken);
        return (
          <li key={index}>
            <strong>{main}</strong> {details}{' '}
            {own !== '' && own !== said && <span class="quiet">“{own}”</span>}
          </li>
        );
      })}
    </ul>
  );
}
