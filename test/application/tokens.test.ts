import { beforeEach, describe, expect, test } from 'vitest';
import type { Operator, Role } from '../../src/application/operator.js';
import { Snapshots } from '../../src/application/snapshots.js';
import { Tokens, type MadeToken, type TokenDraft, type WriteAsked } from '../../src/application/tokens.js';
import { FixedClock, MemoryLog, MemoryWrites } from './fakes.js';
import { NOTE } from './stream-store-contract.js';

const NOW = 1_795_363_200;
const BOOTSTRAP = 'b'.repeat(32);
const ADMIN: Operator = { tokenId: 'x', name: 'root', role: 'admin', streams: null, expiresAt: null };
const DRAFT: TokenDraft = { name: 'n', role: 'publisher', streams: null, expiresAt: null };

let writes: MemoryWrites;
let clock: FixedClock;
let tokens: Tokens;

beforeEach(async () => {
  writes = new MemoryWrites();
  clock = new FixedClock(NOW);
  const snapshots = new Snapshots(writes.streams, new MemoryLog());
  for (const name of ['s', 't']) {
    await writes.streams.change(name, (current) => ({ ...current, aliases: [`${name}-alias`] }), NOTE);
  }
  await snapshots.refresh();
  tokens = new Tokens(writes.tokens, writes, snapshots, { bootstrapToken: BOOTSTRAP }, clock);
});

function askedBy(operator: Operator, dryRun = false): WriteAsked {
  return { operator, attempt: { once: null, dryRun }, requestId: 'r-1' };
}

const asMade = (made: MadeToken) => ({ made });

/** Makes a token. @returns what is shown of it */
async function create(draft: Partial<TokenDraft>, operator = ADMIN): Promise<MadeToken> {
  const shown: MadeToken[] = [];
  await tokens.create({ ...DRAFT, ...draft }, askedBy(operator), (made) => {
    shown.push(made);
    return made;
  });
  return shown[0]!;
}

describe('a token that is shown', () => {
  test('says who asks', async () => {
    const { token, text } = await create({ streams: ['s'], expiresAt: NOW + 10 });
    expect(await tokens.authenticate(String(text))).toEqual({
      tokenId: token.id,
      name: 'n',
      role: 'publisher',
      streams: ['s'],
      expiresAt: NOW + 10,
    });
  });

  test('of the settings is an admin, with no database', async () => {
    writes.tokens.down = true;
    expect(await tokens.authenticate(BOOTSTRAP)).toEqual({
      ...{ tokenId: 'bootstrap', name: 'bootstrap', role: 'admin', streams: null, expiresAt: null },
    });
  });

  test('is told by its secret, not by its id', async () => {
    const { text } = await create({});
    const flipped = `${String(text).slice(0, -1)}${String(text).endsWith('0') ? '1' : '0'}`;
    await expect(tokens.authenticate(flipped)).rejects.toMatchObject({ kind: 'unauthenticated' });
  });

  test.each(['', 'x', 'roost_', BOOTSTRAP.slice(1), `${BOOTSTRAP}b`])(
    'and cannot be one (%j) costs no question to the database',
    async (text) => {
      writes.tokens.down = true;
      await expect(tokens.authenticate(text)).rejects.toMatchObject({ kind: 'unauthenticated' });
      expect(writes.tokens.finds).toBe(0);
    },
  );

  test('cannot be checked while the database is away', async () => {
    const { text } = await create({});
    writes.tokens.down = true;
    await expect(tokens.authenticate(String(text))).rejects.toMatchObject({ kind: 'database_unavailable' });
  });

  test('ends at its end', async () => {
    const { text } = await create({ expiresAt: NOW + 10 });
    clock.at = NOW + 9;
    expect(await tokens.authenticate(String(text))).toMatchObject({ name: 'n' });
    clock.at = NOW + 10;
    await expect(tokens.authenticate(String(text))).rejects.toMatchObject({
      kind: 'unauthenticated',
      value: 'this token expired at 2026-11-22T16:00:10Z: ask an admin',
    });
  });

  test('is no longer known once it is revoked', async () => {
    const { token, text } = await create({});
    await tokens.revoke(token.id, askedBy(ADMIN), (revoked) => revoked);
    await expect(tokens.authenticate(String(text))).rejects.toMatchObject({ kind: 'unauthenticated' });
  });

  test('notes its use, at most once a minute, and no failure', async () => {
    const { token, text } = await create({});
    const used = () => writes.tokens.rows.get(token.id)?.lastUsedAt;
    await expect(tokens.authenticate(`roost_${token.id}_${'0'.repeat(64)}`)).rejects.toThrow();
    const uses = [used()];
    for (const at of [NOW, NOW + 59, NOW + 60]) {
      clock.at = at;
      await tokens.authenticate(String(text));
      uses.push(used());
    }
    expect(uses).toEqual([null, NOW, NOW, NOW + 60]);
  });
});

describe('a token that is made', () => {
  test('is kept without its secret, and told to the audit without it', async () => {
    const { token, text } = await create({ streams: ['t-alias', 's', 't'], expiresAt: NOW + 10 });
    const secret = String(text).split('_')[2] ?? '';
    expect(secret).toHaveLength(64);
    expect(JSON.stringify([...writes.tokens.rows.values(), writes.audit, token])).not.toContain(secret);
    const { id, name, role } = token;
    expect(writes.audit).toEqual([
      {
        operator: ADMIN,
        operations: [
          { op: 'create_token', id, name, role, streams: ['s', 't'], expires_at: '2026-11-22T16:00:10Z' },
        ],
        reason: '',
        requestId: 'r-1',
      },
    ]);
    expect(writes.tokens.rows.get(id)?.streams).toEqual(['s', 't']);
  });

  test('is not shown when it is only tried', async () => {
    const answer = await tokens.create(DRAFT, askedBy(ADMIN, true), asMade);
    expect(answer).toMatchObject({ made: { text: null } });
    expect([writes.tokens.rows.size, writes.audit.length]).toEqual([0, 0]);
  });

  const roles: Partial<Operator>[] = [{}, { role: 'operator' }, { streams: ['s'] }, { expiresAt: NOW + 100 }];
  test.each<[Partial<Operator>, Partial<TokenDraft>, string | null]>([
    [roles[0]!, { role: 'admin' }, null],
    [roles[1]!, { role: 'viewer' }, null],
    [roles[1]!, { role: 'operator' }, null],
    [roles[1]!, { role: 'publisher' }, 'its role is at most operator'],
    [roles[2]!, { streams: ['s'] }, null],
    [roles[2]!, { streams: ['s-alias'] }, null],
    [roles[2]!, { streams: null }, 'its streams are some of s'],
    [roles[2]!, { streams: ['s', 't'] }, 'its streams are some of s'],
    [roles[2]!, { streams: ['nobody-knows'] }, 'its streams are some of s'],
    [roles[3]!, { expiresAt: NOW + 100 }, null],
    [roles[3]!, { expiresAt: NOW + 101 }, 'it expires at 2026-11-22T16:01:40Z or before'],
    [roles[3]!, { expiresAt: null }, 'it expires at 2026-11-22T16:01:40Z or before'],
  ])('by %j may be %j: %s', async (maker, draft, refusal) => {
    const attempt = create(draft, { ...ADMIN, ...maker });
    if (refusal === null) expect((await attempt).text).toMatch(/^roost_/);
    if (refusal !== null) {
      const value = `a token may not more than the one that makes it: ${refusal}`;
      await expect(attempt).rejects.toMatchObject({ kind: 'forbidden', value });
    }
    expect(writes.tokens.rows.size).toBe(refusal === null ? 1 : 0);
  });

  test('is told everything that is wrong with it at once', async () => {
    const attempt = create({ streams: ['s', 'u', 'v'], expiresAt: NOW });
    const fault = { code: 'unknown_stream', document: '' };
    await expect(attempt).rejects.toMatchObject({
      kind: 'invalid_release_data',
      faults: [
        { ...fault, path: '/streams/1', message: 'there is no stream u: use s, t' },
        { ...fault, path: '/streams/2', message: 'there is no stream v: use s, t' },
        {
          code: 'end_in_past',
          document: '',
          path: '/expires_at',
          message: '2026-11-22T16:00:00Z has passed: give a time to come, or leave it out',
        },
      ],
    });
  });
});

describe('who keeps tokens', () => {
  const bound: Operator = { ...ADMIN, streams: ['s'] };
  const make = async (name: string, streams: readonly string[] | null) =>
    (await create({ name, streams })).token;

  test.each<[Role, readonly string[] | null, readonly string[]]>([
    ['admin', null, ['all', 's', 't', 'both']],
    ['admin', ['s'], ['s']],
    ['admin', ['s', 't'], ['s', 't', 'both']],
    ['admin', ['u'], []],
  ])('%s of %j sees %j', async (role, streams, names) => {
    await make('all', null);
    await make('s', ['s']);
    await make('t', ['t']);
    await make('both', ['s', 't']);
    const list = await tokens.list({ ...ADMIN, role, streams });
    expect(list.map(({ name }) => name)).toEqual(names);
  });

  test('revokes what is seen, and nothing else', async () => {
    const [all, mine, other] = [await make('all', null), await make('s', ['s']), await make('t', ['t'])];
    for (const { id } of [all, other, { id: 'nobody-knows' }]) {
      const attempt = tokens.revoke(id, askedBy(bound), (token) => token);
      await expect(attempt).rejects.toMatchObject({ kind: 'not_found', value: expect.any(String) });
    }
    expect(await tokens.revoke(mine.id, askedBy(bound), ({ id }) => ({ id }))).toEqual({ id: mine.id });
    expect([...writes.tokens.rows.keys()]).toEqual([all.id, other.id]);
    expect(writes.audit.at(-1)).toMatchObject({ operations: [{ op: 'revoke_token', id: mine.id }] });
  });

  test('may try to revoke', async () => {
    const { id } = await make('s', ['s']);
    await tokens.revoke(id, askedBy(bound, true), (token) => token);
    expect(writes.tokens.rows.has(id)).toBe(true);
  });
});
