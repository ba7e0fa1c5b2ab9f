import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { agentBinaries } from './binaries.js';
import { Machine } from './machine.js';
import { ensureNamespaces } from './namespace.js';
import { RunningServer } from './running-server.js';

export interface Agent {
  readonly binary: string;
  /** As it says itself. */
  readonly version: string;
  /** Whether it knows images, and not only checksums. */
  readonly knowsImages: boolean;
}

declare module 'vitest' {
  interface ProvidedContext {
    agents: readonly Agent[];
    /** Of the server that all tests share, each with streams of its own. */
    baseUrl: string;
    /** A folder for whatever a test makes; it is gone in the end. */
    scratch: string;
  }
}

/** Finds the agents, asks them who they are, and starts the server; @returns what undoes it */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  ensureNamespaces();
  const binaries = agentBinaries(process.env);
  const scratch = mkdtempSync(join(tmpdir(), 'roost-'));
  const tidy = () => rmSync(scratch, { recursive: true, force: true });
  process.once('exit', tidy);
  const agents: Agent[] = [];
  for (const binary of binaries) agents.push(await introduced(binary, join(scratch, 'first')));
  process.stderr.write(`agents: ${agents.map(({ version }) => `Zincati ${version}`).join(', ')}\n`);
  const server = new RunningServer(join(scratch, 'server'));
  await server.start();
  provide('agents', agents);
  provide('baseUrl', server.url);
  provide('scratch', scratch);
  return async () => {
    await server.kill();
    tidy();
  };
}

/** Lets an agent say its version, which it has no option for. */
async function introduced(binary: string, root: string): Promise<Agent> {
  const booted = { version: '1', payload: '0'.repeat(64) };
  const first = new Machine(root, { binary, baseUrl: 'http://127.0.0.1:1/', stream: 'none', booted });
  first.switchOn();
  const hello = /starting update agent \(zincati (.*)\)/;
  try {
    await first.says(hello, 20);
    const version = hello.exec((await first.switchOff()).log.join('\n'))?.[1] ?? '';
    return { binary, version, knowsImages: Number(version.split('.')[2]) >= 30 };
  } finally {
    await first.remove();
  }
}
