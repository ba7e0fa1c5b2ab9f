import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Database } from '../../../src/adapters/postgres/database.js';
import { dumpDatabase } from '../../../src/adapters/postgres/dump.js';
import { loadDatabase } from '../../../src/adapters/postgres/load.js';
import { TypeOrmStreamStore } from '../../../src/adapters/postgres/typeorm-stream-store.js';
import type { Release } from '../../../src/graph/model.js';
import { release } from '../../application/releases.js';
import { NOTE, releasesAre } from '../../application/stream-store-contract.js';
import { freshDatabase, type FreshDatabase } from '../../database.js';
import { streams } from '../../graph/arbitrary.js';
import { EmbeddedDatabase } from '../embedded/running-database.js';
import { ask, batchesOf, contentOf, migratedTo, rowsOf, USAGE, type Content } from './whole-databases.js';

let from: FreshDatabase;
let to: FreshDatabase;

beforeEach(async () => {
  [from, to] = [await freshDatabase(), await freshDatabase()];
});

afterEach(async () => {
  await Promise.all([from.drop(), to.drop()]);
});

/** Work with a store on a database, its schema up to date. */
async function inStore<T>(url: string, work: (store: TypeOrmStreamStore) => Promise<T>): Promise<T> {
  const database = new Database();
  await database.open({ url }, USAGE);
  try {
    return await work(TypeOrmStreamStore.on(database));
  } finally {
    await database.close();
  }
}

const load = (content: Content, address: { url: string }) =>
  loadDatabase(address, { head: content.head, batches: batchesOf(content) });

const TOKEN = `INSERT INTO tokens (id, name, role, secret_hash, created_at) VALUES ('i', 'n', 'admin', 'h', now())`;

describe('a dump', () => {
  test('shows one moment, and lets others write meanwhile', async () => {
    await inStore(from.url, async (store) => {
      await store.change('s', releasesAre(release('1')), NOTE);
      const seen = await dumpDatabase({ url: from.url }, async ({ batches }) => {
        const tables: string[] = [];
        await store.change('s', releasesAre(release('1'), release('2')), NOTE);
        for await (const { table, rows } of batches) if (rows.length === 1) tables.push(table);
        return tables.sort();
      });
      expect(seen).toEqual(['audit', 'payloads', 'releases', 'revisions', 'streams']);
      expect(await store.revisions()).toEqual(new Map([['s', 2]]));
    });
  });

  test('changes nothing: an old schema stays old', async () => {
    const [first] = await migratedTo({ url: from.url }, 1);
    const { head, leftOut } = await contentOf({ url: from.url });
    expect([head.migrations, leftOut]).toEqual([[first], []]);
    expect(await ask(from.url, 'SELECT name FROM migrations')).toEqual([[first]]);
  });

  test('gives large tables in pieces', async () => {
    await migratedTo({ url: from.url }, 99);
    await ask(
      from.url,
      `INSERT INTO audit (at, actor, role, operations, reason) SELECT now(), 'a', 'admin',
         CASE WHEN n > 4990 THEN jsonb_build_array(repeat('x', 1000000)) ELSE '[]' END, n::text FROM generate_series(1, 5000) n`,
    );
    const { all } = await contentOf({ url: from.url });
    const pieces = all.filter(({ table }) => table === 'audit').map(({ rows }) => rows);
    expect(pieces.flat().map((row) => JSON.parse(row)[0])).toEqual(
      Array.from({ length: 5000 }, (_, i) => String(i + 1)),
    );
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(1000);
    await load({ head: (await contentOf({ url: from.url })).head, all, leftOut: [] }, { url: to.url });
    expect(await ask(to.url, 'SELECT sum(length(operations::text)) FROM audit')).toEqual(
      await ask(from.url, 'SELECT sum(length(operations::text)) FROM audit'),
    );
  });

  test('leaves out, and names, what is not ours', async () => {
    await migratedTo({ url: from.url }, 99);
    await ask(from.url, 'CREATE TABLE "Somebody""s" (x int); CREATE VIEW v AS SELECT 1');
    const { leftOut, all } = await contentOf({ url: from.url });
    expect(leftOut).toEqual(['Somebody"s']);
    expect(all.map(({ table }) => table)).not.toContain('Somebody"s');
  });

  test('of a newer schema has all that is in it', async () => {
    await migratedTo({ url: from.url }, 99);
    await ask(
      from.url,
      `INSERT INTO migrations (timestamp, name) VALUES (9, 'Later9');
       ALTER TABLE streams ADD COLUMN hue text; CREATE TABLE later (x int); INSERT INTO later VALUES (7)`,
    );
    const { head, all } = await contentOf({ url: from.url });
    expect(head.migrations.at(-1)).toBe('Later9');
    expect(all).toContainEqual({ table: 'later', columns: ['x'], rows: ['["7"]'] });
    expect(all.find(({ table }) => table === 'streams')?.columns).toContain('hue');
  });

  test('is refused where no Roost has been', async () => {
    await expect(contentOf({ url: from.url })).rejects.toThrow('there is nothing of Roost in this database');
  });
});

describe('a load', () => {
  test('gives back every value as it was, whatever the settings of the databases', async () => {
    await migratedTo({ url: from.url }, 99);
    await ask(
      from.url,
      `ALTER DATABASE "${new URL(from.url).pathname.slice(1)}" SET extra_float_digits = -5;
       ALTER DATABASE "${new URL(from.url).pathname.slice(1)}" SET DateStyle = 'German';
       ALTER DATABASE "${new URL(from.url).pathname.slice(1)}" SET TimeZone = 'Asia/Kathmandu'`,
    );
    await ask(from.url, EVERYTHING);
    const content = await contentOf({ url: from.url });
    await load(content, { url: to.url });
    expect(rowsOf(await contentOf({ url: to.url }))).toEqual(rowsOf(content));
    for (const query of EXACT) expect(await ask(to.url, query), query).toEqual(await ask(from.url, query));
    expect(await ask(to.url, EXACT[0] ?? '')).toEqual([
      ['8000000000000000', '0000000000000001', '3fd3333333333334'],
    ]);
  });

  test('goes on numbering behind the last one', async () => {
    await inStore(from.url, async (store) => {
      for (const version of ['1', '2', '3']) await store.change('s', releasesAre(release(version)), NOTE);
    });
    await load(await contentOf({ url: from.url }), { url: to.url });
    await inStore(to.url, (store) => store.change('s', releasesAre(release('4')), NOTE));
    expect(await ask(to.url, 'SELECT id FROM audit ORDER BY id')).toEqual([['1'], ['2'], ['3'], ['4']]);
  });

  test.each(['of nothing', 'of the newest schema'])(
    'of the first schema into a database %s is brought up to date',
    async (kind) => {
      const all = await migratedTo({ url: from.url }, 1);
      await ask(from.url, FIRST_SCHEMA);
      if (kind === 'of the newest schema') await migratedTo({ url: to.url }, 99);
      const since = await load(await contentOf({ url: from.url }), { url: to.url });
      expect(since).toEqual(all.slice(1));
      expect(await ask(to.url, 'SELECT name FROM migrations ORDER BY id')).toEqual(all.map((one) => [one]));
      const streamsThere = await inStore(to.url, async (store) => ({
        now: await store.read(['s']),
        then: await store.releasesAt('s', 1),
      }));
      // What the newest version makes of a database that has been there all the time.
      const streamsHere = await inStore(from.url, async (store) => ({
        now: await store.read(['s']),
        then: await store.releasesAt('s', 1),
      }));
      expect(streamsThere).toEqual(streamsHere);
      expect(streamsThere.now[0]?.releases).toEqual([
        release('1'),
        release('2', { rollout: { ...ROLLOUT, pause: null } }),
      ]);
      expect(streamsThere.then).toEqual([release('1')]);
      expect(rowsOf(await contentOf({ url: to.url }))).toEqual(rowsOf(await contentOf({ url: from.url })));
    },
  );

  test.each(['streams', 'audit', 'tokens'])('into a database with %s is refused', async (table) => {
    await migratedTo({ url: from.url }, 99);
    await migratedTo({ url: to.url }, 99);
    await ask(to.url, FILLING[table] ?? '');
    const attempt = load(await contentOf({ url: from.url }), { url: to.url });
    await expect(attempt).rejects.toThrow(
      `the database is not empty, there is something in: ${table}. Restore into a new database`,
    );
  });

  test('of a newer schema, and into one, is refused', async () => {
    await migratedTo({ url: from.url }, 99);
    const content = await contentOf({ url: from.url });
    const newer = { ...content, head: { ...content.head, roost: '9.0', migrations: ['Later9'] } };
    await expect(load(newer, { url: to.url })).rejects.toThrow(
      'the backup was made of a newer schema (Later9), by Roost 9.0: restore it with that version',
    );
    await migratedTo({ url: to.url }, 99);
    await ask(to.url, `INSERT INTO migrations (timestamp, name) VALUES (9, 'Later9')`);
    await expect(load(content, { url: to.url })).rejects.toThrow(
      'a newer Roost has made this database (Later9)',
    );
  });

  test.each([
    [
      'a broken row',
      (all: Content['all']) => [...all, { table: 'payloads', columns: ['stream'], rows: ['["s"]'] }],
    ],
    ['an unknown table', (all: Content['all']) => [...all, { table: 'nope', columns: ['x'], rows: [] }]],
    [
      'an unknown column',
      (all: Content['all']) => [...all, { table: 'streams', columns: ['x'], rows: ['["1"]'] }],
    ],
  ])('with %s leaves nothing behind', async (_, broken) => {
    await inStore(from.url, (store) => store.change('s', releasesAre(release('1')), NOTE));
    const content = await contentOf({ url: from.url });
    await expect(load({ ...content, all: broken(content.all) }, { url: to.url })).rejects.toThrow();
    const tables = `SELECT count(*) FROM pg_tables WHERE schemaname = 'public'`;
    expect(await ask(to.url, tables)).toEqual([['0']]);
    await load(content, { url: to.url });
    expect(rowsOf(await contentOf({ url: to.url }))).toEqual(rowsOf(content));
  });

  test('keeps a server that starts meanwhile waiting', async () => {
    await inStore(from.url, (store) => store.change('s', releasesAre(release('1')), NOTE));
    const content = await contentOf({ url: from.url });
    const server = new Database();
    const starts: Promise<readonly string[]>[] = [];
    const batches = async function* () {
      starts.push(server.open({ url: to.url }, USAGE));
      starts[0]?.catch(() => undefined);
      await setTimeout(500);
      yield* content.all;
    };
    await loadDatabase({ url: to.url }, { head: content.head, batches: batches() });
    expect(await Promise.all(starts)).toEqual([[]]);
    expect(await TypeOrmStreamStore.on(server).revisions()).toEqual(new Map([['s', 1]]));
    await server.close();
  });

  test('of two at the same time fills the database once', async () => {
    await inStore(from.url, (store) => store.change('s', releasesAre(release('1')), NOTE));
    const content = await contentOf({ url: from.url });
    const outcomes = await Promise.allSettled([
      load(content, { url: to.url }),
      load(content, { url: to.url }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(rowsOf(await contentOf({ url: to.url }))).toEqual(rowsOf(content));
  });
});

describe('from PostgreSQL to the embedded database and back', () => {
  let folder: string;
  let embedded: EmbeddedDatabase;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'roost-dump-'));
    embedded = await EmbeddedDatabase.start(folder);
  });

  afterAll(async () => {
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const histories = fc.dictionary(
    fc.constantFrom('a', 'b', 'stable'),
    fc.array(streams, { minLength: 1, maxLength: 4 }),
    { maxKeys: 3, noNullPrototype: true },
  );

  test('nothing gets lost of any history', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const [here, there] = [await freshDatabase(), await freshDatabase()];
        const before = await inStore(here.url, (store) => lived(store, history));
        await ask(here.url, TOKEN);
        const content = await contentOf({ url: here.url });
        await loadDatabase(embedded.connection, { head: content.head, batches: batchesOf(content) });
        const between = await contentOf(embedded.connection);
        await emptied();
        await load(between, { url: there.url });
        expect(rowsOf(between)).toEqual(rowsOf(content));
        expect(rowsOf(await contentOf({ url: there.url }))).toEqual(rowsOf(content));
        expect(await inStore(there.url, (store) => shown(store, history))).toEqual(before);
        await Promise.all([here.drop(), there.drop()]);
      }),
      { numRuns: 5 },
    );
  });

  async function emptied(): Promise<void> {
    const { all } = await contentOf(embedded.connection);
    const tables = [...new Set(all.map(({ table }) => table))].join(', ');
    const database = new Database();
    await database.open(embedded.connection, USAGE);
    await database.read((manager) => manager.query(`TRUNCATE ${tables}`));
    await database.close();
  }
});

type History = Readonly<Record<string, readonly (readonly Release[])[]>>;

async function lived(store: TypeOrmStreamStore, history: History): Promise<unknown> {
  for (const [name, steps] of Object.entries(history)) {
    for (const releases of steps) await store.change(name, releasesAre(...releases), NOTE);
  }
  return shown(store, history);
}

/** Everything that a store tells of its streams. */
async function shown(store: TypeOrmStreamStore, history: History): Promise<unknown> {
  const all = { streams: null, actor: null, since: null, until: null, before: null, limit: 100 };
  return {
    now: await store.read(Object.keys(history)),
    then: await Promise.all(
      Object.keys(history).flatMap((name) =>
        [1, 2, 3, 4].map((revision) => store.releasesAt(name, revision)),
      ),
    ),
    audit: await store.audit(all),
  };
}

const ROLLOUT = { startEpoch: -5, startFraction: 0.1 + 0.2, durationMinutes: 2 ** 53 - 1, basearches: null };

/** What the first version of Roost kept of a stream with two revisions. */
const FIRST_SCHEMA = `
  INSERT INTO streams VALUES ('s', '', 'active', 'seed', 2, '2026-11-22 16:00:00+00');
  INSERT INTO stream_aliases VALUES ('t', 's');
  INSERT INTO releases VALUES ('s', '1', 0, 'https://example.com/1'), ('s', '2', 1, 'https://example.com/2');
  INSERT INTO payloads VALUES ('s', '1', 'x86_64', 'checksum', '${release('1').payloads[0]?.payload}'),
    ('s', '2', 'x86_64', 'checksum', '${release('2').payloads[0]?.payload}');
  INSERT INTO rollouts VALUES ('s', '2', -5, 0.30000000000000004, 9007199254740991, NULL);
  INSERT INTO revisions VALUES ('s', 1, '2026-11-22 15:00:00+00', '[]'), ('s', 2, '2026-11-22 16:00:00+00',
    '[{"version": "2", "before": null, "after": {"position": 1, "release": {"version": "2"}}}]');
  INSERT INTO audit (at, actor, role, stream, revision, operations, reason)
    VALUES ('2026-11-22 15:00:00+00', 'a', 'publisher', 's', 1, '[{"op": "x"}]', ''),
      ('2026-11-22 16:00:00+00', 'a', 'publisher', 's', 2, '[{"op": "x"}]', '')`;

const FILLING: Readonly<Record<string, string>> = {
  streams: `INSERT INTO streams VALUES ('s', '', 'active', 'seed', 1, now())`,
  audit: `INSERT INTO audit (at, actor, role, operations, reason) VALUES (now(), 'a', 'admin', '[]', '')`,
  tokens: TOKEN,
};

/** Values that text could lose something of. */
const EVERYTHING = `
  INSERT INTO streams VALUES ('s', E'a\\n\\t"\\\\\\u2028\\u0001 ünïcödé 🐦', 'active', 'managed', 2147483647,
    '2026-11-22 16:00:00.123456+00'), ('old', '', 'eol', 'folder', 0, '0044-03-15 12:00:00+00 BC'),
    ('never', '', 'frozen', 'seed', 0, 'infinity');
  INSERT INTO releases (stream, version, position, metadata_url, retired, followed) VALUES
    ('s', 'null', 0, '', '', '{"b": 1e400, "a": [1.50, null, "\\u2028"]}'), ('s', '', 1, 'NULL', NULL, 'null'),
    ('s', '{}', 2, '', 'NULL', '"text"');
  INSERT INTO barriers VALUES ('s', 'null', 'r', ARRAY['a,b', 'NULL', NULL, '', '"{}"', ' ']), ('s', '', 'r', '{}');
  INSERT INTO rollouts (stream, version, start_epoch, start_fraction, duration_minutes) VALUES
    ('s', 'null', -9223372036854775808, '-0', 9223372036854775807), ('s', '', NULL, 5e-324, NULL),
    ('s', '{}', 0, 0.30000000000000004, 0);
  INSERT INTO first_answers VALUES ('t', 'k', 'POST', '/', 'h', '{"z": 1,  "a": -0.0, "z": 2}', now())`;

const EXACT = [
  `SELECT (SELECT encode(float8send(start_fraction), 'hex') FROM rollouts WHERE version = 'null'),
     (SELECT encode(float8send(start_fraction), 'hex') FROM rollouts WHERE version = ''),
     (SELECT encode(float8send(start_fraction), 'hex') FROM rollouts WHERE version = '{}')`,
  `SELECT name, encode(convert_to(description, 'UTF8'), 'hex'), encode(timestamptz_send(updated_at), 'hex') FROM streams ORDER BY name`,
  'SELECT answer::text FROM first_answers',
  'SELECT followed::text, retired IS NULL FROM releases ORDER BY position',
  'SELECT basearches::text, cardinality(basearches) FROM barriers ORDER BY version',
];
