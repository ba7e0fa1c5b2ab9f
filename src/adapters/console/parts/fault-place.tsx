/** The way from a finding to what it is about. */
export interface FaultWays {
  /** What a person calls the place that a JSON Pointer leads to; empty where there is none. */
  readonly nameOf: (path: string) => string;
  readonly show: (path: string) => void;
}

interface FaultPlaceProps {
  readonly path: string;
  readonly ways?: FaultWays | undefined;
}

/** Where a finding stands: by a click, on pages that show it. */
export function FaultPlace({ path, ways }: FaultPlaceProps) {
  const name = ways?.nameOf(path) ?? '';
  if (ways === undefined || name === '') return path === '' ? null : <code>{path}</code>;
  return (
    <button type="button" class="button-plain fault-place" title={path} onClick={() => ways.show(path)}>
      {name}
    </button>
  );
}
