import { parseArgs } from 'node:util';

/** What the bench was asked to do. */
export interface Options {
  readonly quick: boolean;
  /** Where the results are written as JSON too. */
  readonly json: string | null;
  /** An empty PostgreSQL database to use instead of the embedded one. */
  readonly database: string | null;
}

export const HELP = `usage: npm run bench -- [--quick] [--json FILE] [--database URL]

Measures the CPU time that Roost spends on a request for a graph, beside a bare node:http
server that writes the same bytes, and prints requests per CPU second as a ratio. Linux only.

  --quick         fewer and shorter rounds: under 40 s instead of under 2 minutes
  --json FILE     write the results to a file too
  --database URL  an EMPTY PostgreSQL database for the server instead of its embedded one;
                  made-up rollouts are written to it
  --help          this text

Exit status: 0 measured, whatever the ratios are; 1 could not measure.
`;

/** @throws TypeError that names the option it does not know */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      database: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  return { quick: values.quick, json: values.json ?? null, database: values.database ?? null };
}
