import type { FindingView, RolloutView } from '../api/schema.js';
import { useSay } from '../texts/use-say.js';
import type { StreamRowProps } from './stream-row.js';

interface RemarksCellProps extends StreamRowProps {
  readonly running: readonly RolloutView[];
}

/** What somebody should look at. That all is well is only for who sees all of it to say. */
export function RemarksCell({ stream, running }: RemarksCellProps) {
  const say = useSay();
  const { source } = stream;
  const warnings: readonly FindingView[] | null = 'warnings' in stream ? stream.warnings : null;
  const paused = running.filter(({ state }) => state === 'paused');
  const isQuiet = paused.length === 0 && source.last_error_kind === null;
  return (
    <td data-label={say('streams.remarks')} class="remarks">
      {isQuiet && warnings === null && <span class="quiet">{say('streams.nothingKnown')}</span>}
      {isQuiet && warnings?.length === 0 && <span class="well">✓ {say('streams.well')}</span>}
      {source.last_error_kind !== null && (
        <p class="remark remark-error">
          ✕ {say('streams.sourceFails')} <code>{source.last_error_kind}</code>{' '}
          {'last_error' in source && source.last_error?.message}
        </p>
      )}
      {paused.map(({ version, public_reason }) => (
        <p key={version} class="remark remark-warning">
          ‖ {say('streams.isPaused', { version })} {public_reason}
        </p>
      ))}
      {warnings !== null && warnings.length > 0 && <Warnings warnings={warnings} />}
    </td>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly FindingView[] }) {
  const say = useSay();
  return (
    <details class="remark">
      <summary>
        ! {say('streams.findings', { count: warnings.length })}{' '}
        <code>{[...new Set(warnings.map(({ code }) => code))].join(' ')}</code>
      </summary>
      <ul>
        {warnings.map(({ code, path, message }) => (
          <li key={`${code} ${path} ${message}`}>
            {message} <code>{code}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
