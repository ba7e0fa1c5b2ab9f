import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Database } from '../../../src/adapters/postgres/database.js';
import { AuditRow } from '../../../src/adapters/postgres/entities.js';
import { TypeOrmTokenStore } from '../../../src/adapters/postgres/typeorm-token-store.js';
import { TypeOrmWrites } from '../../../src/adapters/postgres/typeorm-writes.js';
import { ADMIN_NOTE, newToken, tokenContract, type TokenPorts } from '../../application/token-contract.js';
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

async function emptied(): Promise<TokenPorts> {
  await database.transaction((manager) => manager.query('TRUNCATE tokens, first_answers, audit'));
  return { tokens: new TypeOrmTokenStore(database), writes: TypeOrmWrites.on(database) };
}

describe('tokens in PostgreSQL', () => {
  tokenContract(emptied);

  test('every one that is made or removed has a row of audit, in the same transaction', async () => {
    const { writes } = await emptied();
    const work = async (id: string, dryRun: boolean) =>
      writes.run({ once: null, dryRun }, async (transaction) => {
        await transaction.addToken(newToken(id), ADMIN_NOTE);
        return transaction.removeToken(id, () => undefined, { ...ADMIN_NOTE, reason: 'gone' });
      });
    await work('a', true);
    await work('b', false);
    const rows = await database.read((manager) => manager.find(AuditRow, { order: { id: 'ASC' } }));
    const { operator, operations, requestId } = ADMIN_NOTE;
    const row = { actor: operator.name, role: 'admin', stream: null, revision: null, operations, requestId };
    expect(rows).toEqual([
      { ...row, id: expect.any(String), at: expect.any(Number), reason: 'because' },
      { ...row, id: expect.any(String), at: expect.any(Number), reason: 'gone' },
    ]);
  });

  test('they are made by the clock of the database', async () => {
    const { writes, tokens } = await emptied();
    await writes.run({ once: null, dryRun: false }, async (transaction) => {
      await transaction.addToken(newToken('a'), ADMIN_NOTE);
      return {};
    });
    const rows: unknown = await database.read((manager) =>
      manager.query('SELECT extract(epoch from now())::float8 AS now'),
    );
    const now = Array.isArray(rows) ? Number(rows[0].now) : 0;
    expect(Math.abs(((await tokens.find('a'))?.createdAt ?? 0) - now)).toBeLessThan(5);
  });

  test('the same request many times at once is done once', async () => {
    const { writes, tokens } = await emptied();
    const once = { token: 't', key: 'k', method: 'POST', path: '/p', bodyHash: 'b' };
    const attempts = Array.from({ length: 10 }, (_, i) =>
      writes.run({ once, dryRun: false }, async (transaction) => {
        await transaction.addToken(newToken(String(i)), ADMIN_NOTE);
        return { id: String(i) };
      }),
    );
    const answers = new Set((await Promise.all(attempts)).map((answer) => JSON.stringify(answer)));
    expect([answers.size, (await tokens.all()).length]).toEqual([1, 1]);
  });
});
