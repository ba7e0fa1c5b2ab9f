import { parseArgs } from 'node:util';

/** Mistakes that the soak makes itself, to see that it finds them. */
export const SABOTAGES = ['older', 'edge', 'status', 'lost'] as const;
export type Sabotage = (typeof SABOTAGES)[number];

export interface Options {
  /** For how long everything is troubled. */
  readonly minutes: number;
  readonly seed: number;
  readonly sabotage: Sabotage | null;
}

export const HELP = `usage: npm run soak -- [--minutes N] [--seed N] [--sabotage ${SABOTAGES.join('|')}]

Runs the built server as a fleet and its operators would, three instances on a PostgreSQL of its own and
one on the embedded database, and troubles it: the database is killed and comes back, or says nothing; documents
are broken; their server hangs; instances are killed with -9. Every answer is compared with what it has to be.
Linux only. All it makes is gone in the end, but for the evidence when something was not reached.

  --minutes N   how long it is troubled: 2 without it, 10 for the long form; half a minute goes beside
  --seed N      choices as in another run, which prints its seed
  --sabotage    the soak spoils some answers itself: it must end with 1
                (older: answers from before; edge: one edge less; status: 502; lost: writes that nobody has done)
  --help        this text

Exit status: 0 all of it was reached; 1 something was not; 2 the soak could not be run.
`;

/** @throws TypeError that names the option that is wrong */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '2' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
      sabotage: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
  if (!(minutes >= 1 && minutes <= 1440)) throw new TypeError('--minutes: expected a number from 1 to 1440');
  if (!Number.isSafeInteger(seed)) throw new TypeError('--seed: expected a whole number');
  return { minutes, seed, sabotage: sabotageOf(values.sabotage) };
}

function sabotageOf(text: string | undefined): Sabotage | null {
  if (text === undefined) return null;
  const sabotage = SABOTAGES.find((one) => one === text);
  if (!sabotage) throw new TypeError(`--sabotage: expected one of ${SABOTAGES.join(', ')}`);
  return sabotage;
}
