import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { goodAgents } from './good-agents.js';
import { hostileCallers } from './hostile.js';
import type { HostileReport } from './hostile-process.js';
import type { Target } from './hostile-socket.js';

const HELP = `usage: node dist/test/soak/hostile-run.js --port N [--host H] [--seconds N] [--agents N] [--stream S] [--basearch B]

Has every hostile caller at a server that runs, beside good agents, and says how these fared, what the server
used before, meanwhile and afterwards, and whether its metrics grew. Built by: tsc -p test/soak

Exit status: 0 no agent missed an answer and the metrics did not grow; 1 otherwise.
`;

interface State {
  readonly megabytes: number;
  readonly series: number;
  readonly shed: readonly string[];
}

/** Kinds of errors that nobody had caused before; the words of callers were thousands. */
const MOST_NEW_SERIES = 10;

/** What the server tells of itself. */
async function stateOf(base: string): Promise<State> {
  const response = await fetch(`${base}/metrics`, { headers: { Connection: 'close' } });
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const bytes = lines.find((line) => line.startsWith('process_resident_memory_bytes '))?.split(' ')[1];
  const shed = lines.filter((line) => /^roost_(shed_total|connections)\b/.test(line));
  return { megabytes: Math.round(Number(bytes ?? 0) / 1e6), series: lines.length, shed };
}

async function attacked(target: Target, path: string, options: { seconds: number; agents: number }) {
  const { seconds, agents } = options;
  const base = `http://${target.host}:${target.port}`;
  // The same for every uuid: the streams of the example have no rollout that is on its way.
  const expected = await (await fetch(base + path)).text();
  const before = await stateOf(base);
  const hostile: HostileReport[] = [];
  const [good] = await Promise.all([
    goodAgents(target, { count: agents, seconds, path, isExpected: (body) => body === expected }),
    hostileCallers(target, seconds, (counts) => hostile.push(counts)),
  ]);
  const after = await stateOf(base);
  await sleep(20_000);
  return { good, before, after, later: await stateOf(base), hostile: Object.assign({}, ...hostile) };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      agents: { type: 'string', default: '100' },
      stream: { type: 'string', default: 'stable' },
      basearch: { type: 'string', default: 'x86_64' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help || values.port === undefined) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const path = `/v1/graph?stream=${values.stream}&basearch=${values.basearch}&group=default&platform=metal`;
  const target = { host: values.host, port: Number(values.port) };
  const counts = { seconds: Number(values.seconds), agents: Number(values.agents) };
  const result = await attacked(target, path, counts);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  const grown = result.later.series - result.before.series;
  return Object.keys(result.good.failures).length === 0 && grown <= MOST_NEW_SERIES ? 0 : 1;
}

process.exit(await main());
