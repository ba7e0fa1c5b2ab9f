import { beforeEach, describe, expect, test } from 'vitest';
import type { NewToken, TokenStore } from '../../src/application/token-store.js';
import type { AuditNote, Once, Writes, WriteTransaction } from '../../src/application/writes.js';

/** The two ports that keep tokens between them. */
export interface TokenPorts {
  readonly tokens: TokenStore;
  readonly writes: Writes;
}

export const ADMIN_NOTE: AuditNote = {
  operator: { tokenId: 't', name: 'tester', role: 'admin', streams: null, expiresAt: null },
  operations: [{ op: 'test' }],
  reason: 'because',
  requestId: 'r-1',
};

export function newToken(id: string, token: Partial<NewToken> = {}): NewToken {
  const secretHash = id.repeat(64).slice(0, 64);
  return { id, name: `token ${id}`, role: 'viewer', streams: null, secretHash, expiresAt: null, ...token };
}

const ONCE: Once = { token: 't', key: 'k', method: 'POST', path: '/p', bodyHash: 'b' };
const KEPT = { once: null, dryRun: false };
const allowed = (): void => undefined;

/** What keeps tokens: run against the fake ones of the tests and against PostgreSQL. */
export function tokenContract(open: () => Promise<TokenPorts>): void {
  let tokens: TokenStore;
  let writes: Writes;
  beforeEach(async () => {
    ({ tokens, writes } = await open());
  });

  const kept = <T extends object>(work: (transaction: WriteTransaction) => Promise<T>) =>
    writes.run(KEPT, work);
  const add = (token: NewToken) =>
    kept(async (transaction) => {
      await transaction.addToken(token, ADMIN_NOTE);
      return {};
    });
  const ids = async () => (await tokens.all()).map(({ id }) => id);

  describe('a token', () => {
    test('that nobody made is not there', async () => {
      expect([await tokens.all(), await tokens.find('a')]).toEqual([[], null]);
      await tokens.touch('a', 1000);
      expect(await tokens.all()).toEqual([]);
    });

    test.each([
      ['bound to nothing', newToken('a')],
      [
        'bound to all there is',
        newToken('a', { role: 'admin', streams: ['s', 't'], expiresAt: 4_070_908_800 }),
      ],
    ])('%s reads back as it was made', async (_, token) => {
      await add(token);
      const stored = { ...token, createdAt: expect.any(Number), lastUsedAt: null };
      expect(await tokens.find('a')).toEqual(stored);
      expect(await tokens.all()).toEqual([stored]);
    });

    test('is listed oldest first', async () => {
      for (const id of ['b', 'c', 'd']) await add(newToken(id));
      expect(await ids()).toEqual(['b', 'c', 'd']);
    });

    test('is noted to be used at most once a minute', async () => {
      await add(newToken('a'));
      await add(newToken('b'));
      const lastUses: unknown[] = [];
      for (const at of [1000, 1000, 1059, 1060, 1119, 2000]) {
        await tokens.touch('a', at);
        lastUses.push((await tokens.find('a'))?.lastUsedAt);
      }
      expect(lastUses).toEqual([1000, 1000, 1000, 1060, 1060, 2000]);
      expect((await tokens.find('b'))?.lastUsedAt).toBe(null);
    });

    test('is gone once it is removed', async () => {
      await add(newToken('a'));
      await add(newToken('b'));
      const removed = await kept((transaction) => transaction.removeToken('a', allowed, ADMIN_NOTE));
      expect(removed).toMatchObject({ id: 'a', name: 'token a' });
      expect([await tokens.find('a'), await ids()]).toEqual([null, ['b']]);
      const again = kept((transaction) => transaction.removeToken('a', allowed, ADMIN_NOTE));
      await expect(again).rejects.toMatchObject({ kind: 'not_found' });
    });

    test('stays when its removal is refused', async () => {
      await add(newToken('a'));
      const refuse = () => {
        throw new Error('no');
      };
      await expect(kept((one) => one.removeToken('a', refuse, ADMIN_NOTE))).rejects.toThrow('no');
      expect(await ids()).toEqual(['a']);
    });
  });

  describe('the first token', () => {
    test('is added where there is none', async () => {
      const first = (id: string) =>
        kept(async (transaction) => ({ added: await transaction.addFirstToken(newToken(id), ADMIN_NOTE) }));
      expect([await first('a'), await first('b')]).toEqual([{ added: true }, { added: false }]);
      expect(await ids()).toEqual(['a']);
    });

    test('is one, of many that are made at once', async () => {
      const attempts = Array.from({ length: 8 }, (_, i) =>
        kept(async (transaction) => ({
          added: await transaction.addFirstToken(newToken(String(i)), ADMIN_NOTE),
        })),
      );
      const answers = await Promise.all(attempts);
      expect(answers.filter((answer) => 'added' in answer && answer.added === true)).toHaveLength(1);
      expect(await ids()).toHaveLength(1);
    });
  });

  describe('a write', () => {
    const making = async (transaction: WriteTransaction) => {
      const id = String((await tokens.all()).length);
      await transaction.addToken(newToken(id), ADMIN_NOTE);
      return { id, token: 'secret' };
    };

    test('that is only tried is answered and not kept', async () => {
      expect(await writes.run({ once: ONCE, dryRun: true }, making)).toEqual({ id: '0', token: 'secret' });
      expect(await ids()).toEqual([]);
      expect(await writes.run({ once: ONCE, dryRun: false }, making)).toEqual({ id: '0', token: 'secret' });
    });

    test('that comes again is answered as before, without its secret', async () => {
      const attempt = { once: ONCE, dryRun: false };
      expect(await writes.run(attempt, making)).toEqual({ id: '0', token: 'secret' });
      expect(await writes.run(attempt, making)).toEqual({ id: '0' });
      expect(await ids()).toEqual(['0']);
      const other = writes.run({ once: { ...ONCE, bodyHash: 'c' }, dryRun: false }, making);
      await expect(other).rejects.toMatchObject({ kind: 'idempotency_conflict' });
    });

    test('that comes again with another token, key, method or path is another one', async () => {
      const others: Partial<Once>[] = [{}, { token: 'u' }, { key: 'l' }, { method: 'PUT' }, { path: '/q' }];
      for (const other of others) await writes.run({ once: { ...ONCE, ...other }, dryRun: false }, making);
      expect(await ids()).toHaveLength(5);
    });

    test('that fails keeps nothing, and may come again', async () => {
      const failing = async (transaction: WriteTransaction) => {
        await making(transaction);
        throw new Error('no');
      };
      await expect(writes.run({ once: ONCE, dryRun: false }, failing)).rejects.toThrow('no');
      expect(await ids()).toEqual([]);
      expect(await writes.run({ once: ONCE, dryRun: false }, making)).toMatchObject({ id: '0' });
    });
  });
}
