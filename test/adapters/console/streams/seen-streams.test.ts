import { describe, expect, test } from 'vitest';
import type { AdminStreamView, StreamView } from '../../../../src/adapters/console/api/schema.js';
import { seenStreams } from '../../../../src/adapters/console/streams/seen-streams.js';

/** Lower case as everybody sees it, upper case with all that a token sees. */
const drawn = (streams: ReturnType<typeof seenStreams>) =>
  streams?.map((one) => ('warnings' in one ? one.name.toUpperCase() : one.name)).join('') ?? null;

const SOURCE = { kind: 'managed', last_attempt: null, last_success: null, last_error_kind: null } as const;
const stream = (name: string): StreamView => ({
  ...{ name, aliases: [], description: '', state: 'active', revision: 1, updated_at: null },
  ...{ source: SOURCE, basearches: [], rollouts: [] },
});
const everybodys = (names: string) => [...names].map(stream);
const owns = (names: string): readonly AdminStreamView[] =>
  [...names].map((name) => ({
    ...stream(name),
    source: { ...SOURCE, url: null, last_error: null },
    warnings: [],
  }));

describe('the streams on the board', () => {
  test.each([
    ['nothing has come', null, null, null],
    ['nobody is signed in', everybodys('abc'), null, 'abc'],
    ['only the answer to the token has come', null, owns('b'), 'B'],
    ['the token sees all', everybodys('abc'), owns('abc'), 'ABC'],
    ['the token is bound to some', everybodys('abc'), owns('b'), 'aBc'],
    ['one was made between the two answers', everybodys('ac'), owns('abc'), 'ACB'],
    ['the token sees none', everybodys('ab'), owns(''), 'ab'],
  ])('where %s', (_, everybody, own, expected) => {
    expect(drawn(seenStreams(everybody, own))).toBe(expected);
  });
});
