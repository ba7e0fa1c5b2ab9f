import { parseArgs } from 'node:util';
import { isPartName, PARTS, type PartName } from './parts/parts.js';
import { readPeer, type GivenPeer } from './servers/given-peer.js';

/** What the bench was asked to do. */
export interface Options {
  readonly quick: boolean;
  /** In the order in which they are measured; at least one. */
  readonly parts: readonly PartName[];
  readonly peers: readonly GivenPeer[];
  /** Where the results are written; `null`: where the build is. */
  readonly json: string | null;
  readonly markdown: string | null;
  /** A PostgreSQL whose user may create databases, instead of one of the run's own. */
  readonly database: string | null;
  readonly keep: boolean;
}

const NAMES = Object.keys(PARTS).filter(isPartName);

export const HELP = `usage: npm run bench -- [options]

Measures what Roost costs beside others that answer the same, prints tables, and warns where a ratio
has become worse than in the run that is kept in bench/last-run.json. Linux only.

  --quick            only ${quickParts().join(' and ')}, and rougher: under a minute
  --only PART        ${NAMES.join(', ')}; may be given more than once
  --peer NAME=URL    another server of yours to compare with, such as reference=http://localhost:8081;
                     may be given more than once
  --json FILE        where the results are written (default: dist/bench/result.json)
  --markdown FILE    where the tables are written (default: dist/bench/result.md)
  --database URL     a PostgreSQL whose user may create databases, instead of one of the run's own
  --keep             keep this run in bench/last-run.json and bench/README.md: full runs only
  --help             this text

Exit status: 0 measured, whatever the figures are; 1 could not measure.
`;

/** @throws Error that says what is wrong */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      peer: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      markdown: { type: 'string' },
      database: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { help, quick, only, peer, json = null, markdown = null, database = null, keep } = values;
  if (help) return 'help';
  if (keep && (quick || only.length > 0))
    throw new Error('--keep is for full runs: leave out --quick and --only');
  return { quick, parts: readParts(only, quick), peers: peer.map(readPeer), json, markdown, database, keep };
}

function readParts(only: readonly string[], quick: boolean): readonly PartName[] {
  const unknown = only.find((name) => !isPartName(name));
  if (unknown !== undefined) throw new Error(`--only ${unknown}: expected one of ${NAMES.join(', ')}`);
  if (only.length > 0) return NAMES.filter((name) => only.includes(name));
  return quick ? quickParts() : NAMES;
}

function quickParts(): readonly PartName[] {
  return NAMES.filter((name) => PARTS[name].isQuick);
}
