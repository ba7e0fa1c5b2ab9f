import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bearer, jsonOf, RunningServer } from './built-cli.js';
import { DurablePostgres } from './durable-postgres.js';

const TOKEN = 'the-bootstrap-token-of-these-tests';
const STREAM = '/admin/v1/streams/s';
const WRITERS = 4;

let server: RunningServer;

afterEach(() => server.kill());

/** Operators who publish releases to everybody, as fast as they can. */
class Operators {
  /** The revision that each acknowledged version was promised. */
  readonly acknowledged = new Map<string, number>();
  /** Versions whose writers never heard what became of them. */
  readonly unheard = new Set<string>();
  #count = 0;

  /** Publishes until the first write that is not acknowledged. */
  async writeUntilFailure(): Promise<void> {
    let isOver = false;
    const writer = async () => {
      while (!isOver) isOver = !(await this.#publish(`1.${this.#count++}`)) || isOver;
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));
  }

  /** Whoever has not heard asks again, with the same key. */
  async repeat(): Promise<void> {
    for (const version of [...this.unheard]) {
      this.unheard.delete(version);
      expect(await this.#publish(version), version).toBe(true);
    }
    const [version, revision] = [...this.acknowledged].at(-1) ?? ['', 0];
    const again = await publish(version);
    expect([again.status, (await jsonOf(again)).revision]).toEqual([201, revision]);
  }

  async #publish(version: string): Promise<boolean> {
    this.unheard.add(version);
    try {
      const answer = await publish(version);
      if (answer.status !== 201) return false;
      this.acknowledged.set(version, (await jsonOf(answer)).revision);
      this.unheard.delete(version);
      return true;
    } catch {
      return false;
    }
  }
}

async function publish(version: string): Promise<Response> {
  const payload = version.replace(/\D/g, '').padStart(64, '0');
  const body = {
    version,
    payloads: [{ basearch: 'x86_64', scheme: 'checksum', payload }],
    rollout: { start: 'now', start_fraction: 1 },
  };
  const headers = { ...bearer(TOKEN), 'Idempotency-Key': version };
  return server.post(`${STREAM}/releases?confirm=blast_radius`, body, headers);
}

async function all(path: string): Promise<readonly Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = `limit=500${cursor && `&cursor=${cursor}`}`;
    const page = await jsonOf(server.get(`${path}?${query}`, TOKEN));
    items.push(...page.items);
    cursor = page.next_cursor;
  }
  return items;
}

/** Every acknowledged write is there once, as it was promised; nothing is there that nobody wrote, and nothing half. */
async function expectNothingLost({ acknowledged, unheard }: Operators): Promise<void> {
  const revisions = (await all(`${STREAM}/revisions`)).toReversed();
  expect(revisions.map(({ revision }) => revision)).toEqual(revisions.map((_, i) => i + 1));
  const versions = revisions.slice(1).map(({ operations }) => published(operations));
  expect(new Set(versions).size).toBe(versions.length);
  for (const [version, revision] of acknowledged) expect(versions[revision - 2], version).toBe(version);
  for (const version of versions) expect(acknowledged.has(version) || unheard.has(version)).toBe(true);

  const audit = (await all('/admin/v1/audit')).filter(({ stream }) => stream === 's');
  expect(audit.map(({ revision }) => revision).toReversed()).toEqual(revisions.map((_, i) => i + 1));
  const graph = await jsonOf(server.get('/v1/graph?stream=s&basearch=x86_64'));
  expect(graph.nodes.map(({ version }: { version: string }) => version)).toEqual(versions);
  // Whoever publishes to everybody takes the rollout before that away, in the same change.
  const newest = versions.length - 1;
  expect(graph.edges).toEqual(versions.slice(0, -1).map((_, i) => [i, newest]));
}

function published(operations: unknown): string {
  const [first]: unknown[] = Array.isArray(operations) ? operations : [];
  return typeof first === 'object' && first && 'version' in first ? String(first.version) : '';
}

/** Some moment at which writes are under way. */
const aMoment = () => setTimeout(150 + Math.random() * 500);

async function crash(
  operators: Operators,
  kill: () => Promise<void>,
  restart: () => Promise<void>,
): Promise<void> {
  const [before, writing] = [operators.acknowledged.size, operators.writeUntilFailure()];
  await expect.poll(() => operators.acknowledged.size, { timeout: 10_000 }).toBeGreaterThan(before + WRITERS);
  await aMoment();
  await kill();
  await writing;
  await restart();
  await expectNothingLost(operators);
  await operators.repeat();
  expect(operators.unheard.size).toBe(0);
  await expectNothingLost(operators);
}

async function begin(environment: Readonly<Record<string, string>>): Promise<Operators> {
  server = await RunningServer.start(environment);
  expect((await server.post('/admin/v1/streams', { name: 's' }, bearer(TOKEN))).status).toBe(201);
  return new Operators();
}

describe('a server that is killed while operators write', () => {
  let postgres: DurablePostgres;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'roost-crash-'));
    postgres = await DurablePostgres.start();
  });

  afterAll(async () => {
    await postgres.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('loses nothing that it acknowledged, on PostgreSQL', { timeout: 180_000 }, async () => {
    const environment = { DATABASE_URL: postgres.url, BOOTSTRAP_TOKEN: TOKEN, DATA_DIR: folder };
    const operators = await begin(environment);
    const again = async () => {
      server = await RunningServer.start(environment);
    };
    for (let round = 0; round < 2; round++) await crash(operators, () => server.kill(), again);
    // The database goes: the server stays, and finds it again by itself.
    await crash(
      operators,
      () => postgres.kill(),
      async () => {
        expect((await server.get('/v1/graph?stream=s&basearch=x86_64')).status).toBe(200);
        await postgres.restart();
        await expect
          .poll(async () => (await server.get(STREAM, TOKEN)).status, { timeout: 20_000 })
          .toBe(200);
      },
    );
  });

  test('loses nothing that it acknowledged, on the embedded database', { timeout: 180_000 }, async () => {
    const environment = { DATA_DIR: join(folder, 'data'), BOOTSTRAP_TOKEN: TOKEN };
    const operators = await begin(environment);
    const again = async () => {
      server = await RunningServer.start(environment);
    };
    for (let round = 0; round < 2; round++) await crash(operators, () => server.kill(), again);
  });
});
