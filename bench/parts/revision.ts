import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeStream, OLDEST } from '../data/made-stream.js';
import { call } from '../load/call.js';
import type { PartResult } from '../report/result.js';
import { median } from '../report/statistics.js';
import { TOKEN, type RoostServer } from '../servers/roost-server.js';
import { settle, startRoost, type Stage } from '../stage.js';
import { formsOf, notYet, requireServed, type Form } from './forms.js';
import type { Part } from './part.js';

const RELEASES = 5_000;
/** The first write puts a deadend on the oldest release, the second one takes it away: all graphs change. */
const PAIRS = 3;
const PATIENCE_MS = 60_000;
/** Between two looks, in milliseconds: what looking costs the server is little beside what it has to do. */
const LOOK_EVERY_MS = 10;

const MOST_MS = 500;
const MOST_BLOCKED_MS = 20;

export const revision: Part = { title: 'A new revision', isQuick: false, measure: measureRevision };

async function measureRevision(stage: Stage): Promise<PartResult> {
  const graphData = await mkdtemp(join(stage.folder, 'revision-'));
  const node = await makeStream(graphData, { name: 'changing', releases: RELEASES, images: true });
  const roost = await startRoost(stage, { graphData, watched: true });
  await settle(roost, [node]);
  const forms = await formsOf(roost.address, node);
  await roost.longestBlockMs();
  await sleep(1000);
  const quiet = await roost.longestBlockMs();
  const [rested, next]: [Written[], Written[]] = [[], []];
  for (let pair = 0; pair < PAIRS; pair++) {
    rested.push(await write(roost, forms, 'PUT'));
    next.push(await write(roost, forms, 'DELETE'));
    await settle(roost, [node]);
  }
  const where = stage.database ? 'PostgreSQL' : 'the embedded database';
  const note = `${RELEASES} releases, two rollouts, ${forms.length} forms, ${PAIRS} times two writes to ${where}, the second one as soon as the first one is served.`;
  const noise = `While nothing happened, the event loop was blocked for ${quiet.toFixed(1)} ms at most.`;
  const rows = [...rowsOf('first write', rested), ...rowsOf('second write', next)];
  return { title: revision.title, rows, notes: [note, noise] };
}

/** In milliseconds. */
interface Written {
  readonly answered: number;
  readonly identity: number;
  readonly all: number;
  readonly blocked: number;
}

async function write(roost: RoostServer, forms: readonly Form[], method: 'PUT' | 'DELETE'): Promise<Written> {
  const { address } = roost;
  const before = Number(
    (await call(address, { method: 'HEAD', path: forms[0]?.path ?? '' })).headers['roost-revision'],
  );
  await roost.longestBlockMs();
  const start = performance.now();
  const answered = changed(roost, method).then(() => performance.now() - start);
  const seen = await allServed(roost, forms, before + 1);
  const blocked = await roost.longestBlockMs();
  await requireServed(address, forms, before + 1);
  return { answered: await answered, identity: seen.identity - start, all: seen.all - start, blocked };
}

async function changed({ address }: RoostServer, method: 'PUT' | 'DELETE'): Promise<void> {
  const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' };
  const path = `/admin/v1/streams/changing/releases/${OLDEST}/deadend?confirm=strands_nodes`;
  const body = method === 'PUT' ? JSON.stringify({ reason: 'https://example.com/deadend' }) : undefined;
  const { status, body: text } = await call(address, {
    method,
    path,
    headers,
    ...(body !== undefined && { body }),
  });
  if (status >= 300) throw new Error(`a change is answered with ${status}: ${text.toString()}`);
}

async function allServed({ address }: RoostServer, forms: readonly Form[], wanted: number) {
  const end = performance.now() + PATIENCE_MS;
  let identity = Infinity;
  for (let left = forms; ; await sleep(LOOK_EVERY_MS)) {
    left = await notYet(address, left, wanted);
    const now = performance.now();
    if (left.every(({ coding }) => coding !== 'identity')) identity = Math.min(identity, now);
    if (left.length === 0) return { identity, all: now };
    if (now > end) throw new Error(`${left.length} forms are not served after ${PATIENCE_MS / 1000} s`);
  }
}

function rowsOf(which: string, writes: readonly Written[]): PartResult['rows'] {
  const row = (what: string, of: (written: Written) => number) => {
    const all = writes.map(of);
    const cells = { 'median ms': median(all), 'least ms': Math.min(...all), 'most ms': Math.max(...all) };
    return { name: `${which}: ${what}`, cells: { write: which, what, ...cells } };
  };
  const served = row('all scopes served in all codings', ({ all }) => all);
  const blocked = row('event loop blocked', (written) => written.blocked);
  const judged = (value: number, target: number) =>
    ({ kind: 'measure', value, best: value, better: 'less', target }) as const;
  return [
    { ...row('answered', ({ answered }) => answered), figure: null },
    { ...row('all scopes served as identity', ({ identity }) => identity), figure: null },
    { ...served, figure: judged(served.cells['median ms'], MOST_MS) },
    { ...blocked, figure: judged(blocked.cells['most ms'], MOST_BLOCKED_MS) },
  ];
}
