import type { Child } from './child.js';
import { cpuSeconds } from './cpu.js';
import { isLoadReport, type LoadJob } from './load-job.js';
import { pollOf } from './poll.js';
import type { BootedNode } from './rolling-graph-data.js';
import { ANSWERS, teachPeer, type AnswerKind, type Subject } from './subjects.js';

/** How many agents ask at a time. */
export const CONNECTIONS = 64;

export const WAYS = ['keep-alive', 'new connection'] as const;
export type Way = (typeof WAYS)[number];

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  /** Requests of one side in one round. */
  readonly requests: Readonly<Record<Way, number>>;
  /** A side's time in one round is cut off here, in milliseconds. */
  readonly mostMs: number;
}

/** What takes part, and the share of a core that each uses anyway. */
export interface Parties {
  readonly node: BootedNode;
  readonly load: Child;
  readonly peer: Child;
  readonly roost: { readonly pid: number; readonly port: number };
  readonly subjects: readonly Subject[];
  readonly idle: { readonly peer: number; readonly roost: number };
}

/** CPU microseconds per request, one value for each round. */
export interface Samples {
  readonly way: Way;
  readonly answer: AnswerKind;
  readonly bytes: number;
  readonly peer: number[];
  readonly roost: number[];
}

/**
 * Measures all rows. A round visits every row, and in it both sides right after each other, the other
 * one first in the next round: what the machine's neighbours do meets both alike.
 */
export async function measure(parties: Parties, effort: Effort): Promise<readonly Samples[]> {
  const rows = WAYS.flatMap((way) => ANSWERS.map((answer) => emptyRow(parties, way, answer)));
  // As long as a round: a program is slow while it is still being compiled.
  const warmUp = effort;
  for (const row of rows) await measureRow(parties, warmUp, { ...row, peer: [], roost: [] });
  for (let round = 0; round < effort.rounds; round++) {
    for (const row of rows) await measureRow(parties, effort, row);
  }
  return rows;
}

function emptyRow({ subjects }: Parties, way: Way, answer: AnswerKind): Samples {
  return { way, answer, bytes: subjectOf(subjects, answer).answer.body.length, peer: [], roost: [] };
}

function subjectOf(subjects: readonly Subject[], answer: AnswerKind): Subject {
  const subject = subjects.find(({ kind }) => kind === answer);
  if (!subject) throw new Error(`nothing to ask for ${answer}`);
  return subject;
}

async function measureRow(parties: Parties, effort: Effort, row: Samples): Promise<void> {
  const { peer, roost, subjects, idle } = parties;
  const subject = subjectOf(subjects, row.answer);
  const port = await teachPeer(peer, subject);
  const sides = [
    { samples: row.peer, target: { pid: peer.pid, port, idle: idle.peer } },
    { samples: row.roost, target: { pid: roost.pid, port: roost.port, idle: idle.roost } },
  ];
  if (row.peer.length % 2 === 1) sides.reverse();
  for (const { samples, target } of sides) {
    const job = jobFor(parties, subject, target.port);
    const requests = effort.requests[row.way];
    const timing = { requests, mostMs: effort.mostMs, fresh: row.way === 'new connection' };
    samples.push(await costPerRequest(parties.load, { ...job, ...timing }, target));
  }
}

function jobFor({ node }: Parties, { headers, answer }: Subject, port: number) {
  const poll = pollOf(node, `127.0.0.1:${port}`, headers);
  return { port, poll, connections: CONNECTIONS, status: answer.status, length: answer.body.length };
}

/** @returns CPU microseconds of the process for each request, less what it uses anyway */
async function costPerRequest(
  load: Child,
  job: LoadJob,
  { pid, idle }: { readonly pid: number; readonly idle: number },
): Promise<number> {
  const start = performance.now();
  const before = cpuSeconds(pid);
  const report = await load.ask(job, job.mostMs + 10_000);
  const used = cpuSeconds(pid) - before;
  if (!isLoadReport(report)) throw new Error('the load process does not say how it went');
  if (report.fault !== null) throw new Error(`under load: ${report.fault}`);
  const idleSeconds = (idle * (performance.now() - start)) / 1000;
  return (Math.max(used - idleSeconds, 0) * 1e6) / report.answered;
}
