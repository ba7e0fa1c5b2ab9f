import { expect, test } from 'vitest';
import { writeFault } from './write-outcome.js';

interface Came {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const AWAY: Came = { status: 503, body: '{"kind":"database_unavailable"}', headers: { 'retry-after': '1' } };
const DONE: Came = { status: 200, body: '{"revision":7}', headers: {} };
const FATE = { lives: { name: 'alpha', isStill: () => true }, dead: { name: 'alpha', isStill: () => false } };

test.each<readonly [string, Came | string, { readonly away?: true; readonly dead?: true }, string | null]>([
  ['done', DONE, {}, null],
  ['done, but of a revision before: one is gone', { ...DONE, body: '{"revision":6}' }, {}, 'lost write'],
  ['done twice', { ...DONE, body: '{"revision":8}' }, {}, 'refused write'],
  ['the database is away', AWAY, { away: true }, null],
  ['the database is there', AWAY, {}, 'refused write'],
  ['without Retry-After', { ...AWAY, headers: {} }, { away: true }, 'refused write'],
  ['overloaded', { ...AWAY, body: '{"kind":"overloaded"}' }, { away: true }, 'refused write'],
  ['refused', { ...DONE, status: 409 }, { away: true }, 'refused write'],
  ['broken', { ...DONE, status: 500 }, { away: true }, 'refused write'],
  ['nothing from who lives', 'no answer within 30000 ms', { away: true }, 'hanging write'],
  ['nothing from who was killed', 'socket hang up', { dead: true }, null],
])('a write: %s', (_, came, { away = false, dead = false }, breach) => {
  const times = { sentAt: 0, receivedAt: 1 };
  const reply =
    typeof came === 'string'
      ? { ...times, error: came }
      : { ...times, ...came, body: Buffer.from(came.body) };
  const fault = writeFault({ instance: dead ? FATE.dead : FATE.lives, life: 1, reply }, 7, away);
  expect(fault?.breach ?? null).toBe(breach);
});
