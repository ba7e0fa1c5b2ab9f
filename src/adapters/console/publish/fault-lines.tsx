import type { FindingView } from '../api/schema.js';
import { useSay } from '../texts/use-say.js';

interface FaultLinesProps {
  readonly faults: readonly FindingView[];
  /** Whether nothing has been typed there yet: then what is refused is no fault of anybody's, but missing. */
  readonly isEmpty?: boolean;
}

/** What was found at a place, at that place. */
export function FaultLines({ faults, isEmpty = false }: FaultLinesProps) {
  const say = useSay();
  if (faults.length === 0) return null;
  return (
    <ul class="fault-lines">
      {faults.map((fault) => {
        const { code, severity, message, path } = fault;
        const isLeft = isEmpty && severity === 'error';
        return (
          <li
            key={`${code} ${path} ${message}`}
            class={`fault fault-${isLeft ? 'missing' : severity}`}
            data-code={code}
          >
            {isLeft ? (
              say('publish.missing')
            ) : (
              <>
                <strong>{say(`change.${severity}`)}</strong> {message} <code>{code}</code>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
