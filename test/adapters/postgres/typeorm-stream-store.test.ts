import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Database } from '../../../src/adapters/postgres/database.js';
import { AuditRow, RevisionRow } from '../../../src/adapters/postgres/entities.js';
import { TypeOrmStreamStore } from '../../../src/adapters/postgres/typeorm-stream-store.js';
import { release } from '../../application/releases.js';
import { NOTE, releasesAre, streamStoreContract } from '../../application/stream-store-contract.js';
import { freshDatabase } from '../../database.js';

const USAGE = { poolSize: 10, connectMs: 5000, answerMs: 5000 };

const database = new Database();
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  await database.open({ url: fresh.url }, USAGE);
});

afterAll(async () => {
  await database.close();
  await drop();
});

async function emptied(): Promise<TypeOrmStreamStore> {
  await database.transaction((manager) => manager.query('TRUNCATE streams, audit CASCADE'));
  return TypeOrmStreamStore.on(database);
}

describe('streams in PostgreSQL', () => {
  streamStoreContract(emptied);

  test('every revision has one row of audit, in the same transaction', async () => {
    const store = await emptied();
    await store.change('s', releasesAre(release('1')), NOTE);
    await store.change('s', releasesAre(release('1')), NOTE);
    await store.change('s', releasesAre(release('2')), { ...NOTE, reason: 'another' });
    const [audit, revisions] = await database.read(async (manager) => [
      await manager.find(AuditRow, { order: { id: 'ASC' } }),
      await manager.find(RevisionRow, { order: { revision: 'ASC' } }),
    ]);
    const { actor, role, operations, requestId } = NOTE;
    expect(audit).toEqual([
      {
        id: expect.any(String),
        at: revisions[0]?.at,
        actor,
        role,
        operations,
        requestId,
        stream: 's',
        revision: 1,
        reason: 'because',
      },
      {
        id: expect.any(String),
        at: revisions[1]?.at,
        actor,
        role,
        operations,
        requestId,
        stream: 's',
        revision: 2,
        reason: 'another',
      },
    ]);
  });

  test('times are those of the database, in whole seconds', async () => {
    const store = await emptied();
    const { stream } = await store.change('s', releasesAre(), NOTE);
    const rows: unknown = await database.read((manager) =>
      manager.query('SELECT extract(epoch from now())::float8 AS now'),
    );
    const now = Array.isArray(rows) ? Number(rows[0].now) : 0;
    expect(Number.isInteger(stream.updatedAt)).toBe(true);
    expect(Math.abs(now - stream.updatedAt)).toBeLessThan(5);
  });

  test('a stream of 5,000 releases is taken and read back', async () => {
    const store = await emptied();
    const releases = Array.from({ length: 5000 }, (_, i) => release(`1.${i}`));
    await store.change('big', releasesAre(...releases), NOTE);
    const [stream] = await store.read(['big']);
    expect(stream?.releases).toStrictEqual(releases);
  });

  test('the constraints hold against whoever writes past us', async () => {
    const store = await emptied();
    await store.change('s', releasesAre(release('1'), release('2')), NOTE);
    const refusals = {
      uq_releases_position: `UPDATE releases SET position = 0`,
      ck_payloads_scheme: `UPDATE payloads SET scheme = 'docker'`,
      ck_payloads_payload: `UPDATE payloads SET payload = ''`,
      ck_rollouts_start_fraction: `INSERT INTO rollouts VALUES ('s', '1', 0, 100, 60)`,
      ck_rollouts_duration_minutes: `INSERT INTO rollouts VALUES ('s', '1', 0, 0, -60)`,
      ck_streams_state: `UPDATE streams SET state = 'odd'`,
      fk_barriers_release: `INSERT INTO barriers VALUES ('s', '3', 'no such release')`,
    };
    for (const [constraint, statement] of Object.entries(refusals)) {
      const attempt = database.transaction((manager) => manager.query(statement));
      await expect(attempt, constraint).rejects.toMatchObject({ driverError: { constraint } });
    }
  });
});
