import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aliasedNode } from '../../../../src/graph/payload-aliases.js';
import { SCHEMES } from '../../../../src/graph/model.js';
import { atOnce } from '../../../../src/graph/steps.js';
import { aliasedStreams, digestOf } from '../../../graph/aliased-streams.js';
import { seconds, warinesses } from '../../../graph/arbitrary.js';
import { release } from '../../../application/releases.js';
import { PlayedOutlet, prepared } from './played.js';

const PAYLOADS = [
  undefined,
  '',
  ' ',
  'f'.repeat(64),
  ...[6, 7, 16, 17, 1006, 1007, 1016, 1017].flatMap((number) => [
    digestOf(number).slice('sha256:'.length),
    `registry.example/os@${digestOf(number)}`,
    `elsewhere.example/os@${digestOf(number)}`,
  ]),
];

describe.each(SCHEMES)('what a worker holds of a scope, in scheme %s,', (scheme) => {
  test('answers as the scope itself does, or is silent for who runs an alias', () => {
    const drawn = fc.tuple(aliasedStreams, seconds, warinesses, fc.constantFrom(...PAYLOADS));
    fc.assert(
      fc.property(drawn, ([releases, at, wariness, payload]) => {
        const outlet = new PlayedOutlet();
        const { scope, compressor } = prepared(releases, { outlet, id: 1, scheme, at });
        const { identity } = scope.answer(wariness, at, payload);
        for (const [held] of [[...outlet.held.scopes()], [...outlet.late().scopes()]]) {
          expect(held!.isUniform(at)).toBe(scope.isUniform(at));
          const isAlias = payload !== undefined && aliasedNode(held!.facts.aliases, payload) !== null;
          const is = held!.answer(wariness, at, payload)?.identity.bytes;
          expect(is).toEqual(isAlias ? undefined : identity.bytes);
          expect(held!.traffic.unknownPayload).toBe(scope.traffic.unknownPayload);
        }
        compressor.discard(scope.answer(wariness, at));
        scope.discard();
      }),
    );
  });
});

describe('what a worker holds of a scope', () => {
  const START = 1_000_000;
  const releases = [60, 120, 90, 60, 30].map((durationMinutes, number) => {
    const start = START + 600 * number;
    const rollout = { startEpoch: start, startFraction: 0, durationMinutes, basearches: null, pause: null };
    return release(String(number), number === 0 ? {} : { rollout });
  });

  const WARINESSES = [0, 0.2, 0.4, 0.6, 0.8, 1];

  test('keeps step with it for hours: at each second it has all answers of that second', () => {
    const outlet = new PlayedOutlet();
    const { scope } = prepared(releases, { outlet, id: 1, at: START - 60 });
    const [held] = outlet.held.scopes();
    for (let at = START - 60; at < START + 9000; at++) {
      // A request may come before what is made ready in that second.
      const answers = WARINESSES.map((wariness) => held!.answer(wariness, at)?.hash);
      expect(answers).toEqual(WARINESSES.map((wariness) => scope.answer(wariness, at).hash));
      atOnce(scope.aheadSteps(at, at + 30));
    }
    scope.discard();
  });

  test('gives the forms that have come so far, to whoever comes late as well', async () => {
    const outlet = new PlayedOutlet();
    const { scope, compressor } = prepared(releases, { outlet, id: 1, at: START });
    const [held] = outlet.held.scopes();
    const codings = ['identity', 'gzip', 'br', 'zstd'] as const;
    expect(held!.answer(1, START)?.form('br').etag).toBe(scope.answer(1, START).identity.etag);
    await expect.poll(() => compressor.idle).toBe(true);
    const [late] = outlet.late().scopes();
    for (const coding of codings) {
      const { etag, bytes } = scope.answer(1, START).form(coding);
      expect(held!.answer(1, START)?.form(coding)).toMatchObject({ etag, bytes });
      expect(late!.answer(1, START)?.form(coding)).toMatchObject({ etag, bytes });
    }
  });
});
