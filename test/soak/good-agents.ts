import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AnswerReader } from '../../bench/load/answer-reader.js';
import type { Target } from './hostile-socket.js';

/** How agents ask, and what they have to get. */
export interface Agents {
  readonly count: number;
  readonly seconds: number;
  /** Path and query of a poll, but for the uuid: each has a new one. */
  readonly path: string;
  /** Whether an answer is one of those that may be given now. */
  readonly isExpected: (body: string) => boolean;
}

export interface AgentsReport {
  readonly polls: number;
  /** How often something other than the answer came, by what it was. */
  readonly failures: Readonly<Record<string, number>>;
  readonly milliseconds: { readonly p50: number; readonly p99: number; readonly most: number };
}

/** Milliseconds until an agent gives up: it would wait for half an hour, but nobody should have to. */
const PATIENCE_MS = 30_000;

/** Agents that ask about once a second, as Zincati does: each time on a new connection, and reading all of the answer. */
export async function goodAgents(target: Target, agents: Agents): Promise<AgentsReport> {
  const end = performance.now() + agents.seconds * 1000;
  const times: number[] = [];
  const failures: Record<string, number> = {};
  const agent = async (): Promise<void> => {
    await sleep(Math.random() * 1000);
    while (performance.now() < end) {
      const start = performance.now();
      const fault = await poll(target, agents);
      if (fault !== null) failures[fault] = (failures[fault] ?? 0) + 1;
      times.push(performance.now() - start);
      await sleep(900 + Math.random() * 200);
    }
  };
  await Promise.all(Array.from({ length: agents.count }, agent));
  return { polls: times.length, failures, milliseconds: percentiles(times) };
}

/** @returns what went wrong; `null` for an answer as it has to be */
async function poll(target: Target, { path, isExpected }: Agents): Promise<string | null> {
  const uuid = randomBytes(16).toString('hex');
  const host = `${target.host}:${target.port}`;
  const request = `GET ${path}&node_uuid=${uuid} HTTP/1.1\r\naccept: application/json\r\nhost: ${host}\r\n\r\n`;
  try {
    const { status, body } = await ask(target, request);
    if (status !== 200) return `status ${status}`;
    return isExpected(body) ? null : 'another answer than those expected';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function ask(target: Target, request: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader();
    const chunks: Buffer[] = [];
    const socket = connect({ ...target, noDelay: true });
    const timer = setTimeout(() => socket.destroy(new Error('no answer in time')), PATIENCE_MS);
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(timer);
      reject(new Error('closed before the answer was whole'));
    });
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      try {
        if (!reader.read(chunk)) return;
      } catch (error) {
        socket.destroy(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      const bytes = Buffer.concat(chunks);
      resolve({ status: reader.status, body: bytes.toString('utf8', bytes.length - reader.length) });
      socket.destroy();
    });
    socket.write(request);
  });
}

function percentiles(times: readonly number[]): AgentsReport['milliseconds'] {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
  return { p50: at(0.5), p99: at(0.99), most: Math.round((sorted.at(-1) ?? 0) * 10) / 10 };
}
