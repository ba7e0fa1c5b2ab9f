import fc from 'fast-check';
import { buildGraph } from '../../src/graph/build-graph.js';
import { SCHEMES, sortPayloads, type Payload, type Release, type Rollout } from '../../src/graph/model.js';
import { MARKS, releaseOf } from './draw.js';

/** Plain objects, as documents and the database give them. */
function recordOf<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true });
}

/** Streams as `streamDrawn` takes them. */
export const drawings = fc.string({ unit: fc.constantFrom(...MARKS), maxLength: 24 });

/** Seconds since the epoch around the times at which `rollouts` begin and end. */
export const seconds = fc.integer({ min: -3_000, max: 20_000 });

export const warinesses = fc.double({ min: 0, max: 1, noNaN: true });

/** Rollouts as documents may have them: fractions from 0 to 1. */
export const rollouts: fc.Arbitrary<Rollout> = recordOf({
  startEpoch: fc.option(fc.integer({ min: -2_000, max: 5_000 })),
  startFraction: fc.option(fc.oneof(warinesses, fc.constantFrom(0, -0, 0.25, 1))),
  durationMinutes: fc.option(fc.nat({ max: 200 })),
  basearches: fc.constant(null),
  pause: fc.constant(null),
});

/** Streams whose rollouts differ; every release is a node of x86_64. */
export const graphs = fc
  .array(recordOf({ barrier: fc.boolean(), deadend: fc.boolean(), rollout: fc.option(rollouts) }), {
    maxLength: 10,
  })
  .map((marks) =>
    marks.map(({ barrier, deadend, rollout }, i) => ({
      ...releaseOf(`v${i}`, i),
      barrier: barrier ? { reason: 'a barrier', basearches: null } : null,
      deadend: deadend ? { reason: 'a deadend', basearches: null } : null,
      rollout,
    })),
  )
  .map((releases) => buildGraph(releases, 'x86_64', 'checksum'));

/** Text that documents may hold: neither a NUL nor half of a surrogate pair. */
const texts = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((text) => text.isWellFormed() && !text.includes('\0'));

const payloads: fc.Arbitrary<readonly Payload[]> = fc
  .uniqueArray(
    recordOf({
      basearch: fc.constantFrom('x86_64', 'aarch64', 's390x', 'ppc64le', 'riscv64', 'Z'),
      scheme: fc.constantFrom(...SCHEMES),
      payload: texts.map((text) => `${text}@sha256:`),
    }),
    { selector: ({ basearch, scheme }) => `${basearch} ${scheme}`, maxLength: 5 },
  )
  .map(sortPayloads);

const safeIntegers = fc.maxSafeInteger();
const reasons = recordOf({ reason: texts, basearches: fc.constant(null) });

const anyRollouts: fc.Arbitrary<Rollout> = recordOf({
  startEpoch: fc.option(safeIntegers.map((one) => one + 0)),
  startFraction: fc.option(fc.oneof(warinesses, fc.constantFrom(0, -0, 1e-7, 5e-324, 1))),
  durationMinutes: fc.option(fc.nat({ max: Number.MAX_SAFE_INTEGER })),
  basearches: fc.constant(null),
  pause: fc.constant(null),
});

/** Any stream that the plain documents can say: sections hold for all basearches. */
export const streams: fc.Arbitrary<readonly Release[]> = fc.uniqueArray(
  recordOf({
    version: fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', 'e'), texts),
    metadataUrl: texts,
    payloads,
    barrier: fc.option(reasons),
    deadend: fc.option(reasons),
    rollout: fc.option(anyRollouts),
    aliases: fc.constant([]),
    retired: fc.constant(null),
    followed: fc.constant(null),
  }),
  { selector: ({ version }) => version, maxLength: 8 },
);
