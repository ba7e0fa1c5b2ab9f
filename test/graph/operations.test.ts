import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildGraph, scopesOf } from '../../src/graph/build-graph.js';
import { diffOf } from '../../src/graph/diff.js';
import type { Judgement } from '../../src/graph/judge.js';
import { SECTIONS, type Payload, type Release, type Rollout } from '../../src/graph/model.js';
import type { Operation, Past, RolloutDraft } from '../../src/graph/operations.js';
import { aliasId } from '../../src/graph/payload-aliases.js';
import { rolloutState, throttleAt, type RolloutState } from '../../src/graph/rollout.js';
import { refreshedReleases } from '../../src/graph/stream.js';
import { graphs } from './arbitrary.js';
import { FINISHED, releaseOf, rolloutOf, streamDrawn } from './draw.js';
import { expectLaws, expectNoBlast, expectSameFromDocuments, isPlain } from './laws.js';
import { ALL, draftOf, judged, LINK, NOW, pause, withReason } from './operate.js';

/** An operation of which it is not known yet what it is done to. */
type Wish = (world: World, pick: number) => Operation;

interface World {
  readonly releases: readonly Release[];
  readonly at: number;
  /** How the stream was after each change. */
  readonly history: readonly Past[];
}

const BASEARCHES = ['x86_64', 'aarch64'] as const;
const versionAt = ({ releases }: World, pick: number) => releases[pick % releases.length]?.version ?? 'none';
/** Mostly the newest. */
const newestOrAt = (world: World, pick: number) =>
  (pick % 3 === 0 ? null : world.releases.findLast(({ retired }) => retired === null)?.version) ??
  versionAt(world, pick);
/** One whose rollout is in that state, where there is one. */
function inState(world: World, pick: number, ...states: readonly RolloutState[]): string {
  const { releases, at } = world;
  const those = releases.filter(({ rollout }) => rollout && states.includes(rolloutState(rollout, at)));
  return those[pick % those.length]?.version ?? newestOrAt(world, pick);
}
const limits = fc.option(fc.subarray([...BASEARCHES], { minLength: 1 }), { freq: 3 });
const drafts: fc.Arbitrary<RolloutDraft> = fc.record({
  startEpoch: fc.option(fc.integer({ min: -7200, max: 200_000 }).map((seconds) => NOW + seconds)),
  duration: fc.constantFrom('1m', '49m', '10h', '48h', '48h', '9d'),
  startFraction: fc.constantFrom(0, 0, 0.1, 0.5, 1),
  basearches: limits,
});
const rollingDrafts = fc.oneof(
  drafts,
  fc.constant(draftOf()),
  fc.constant(draftOf({ duration: null, startFraction: 1 })),
);

function payloadsFor(version: string, basearches: readonly string[]): readonly Payload[] {
  return basearches.flatMap((basearch) => [
    { basearch, scheme: 'checksum', payload: hex(`${version}${basearch}`) } as const,
    { basearch, scheme: 'oci', payload: `quay.io/x@sha256:${hex(version + basearch)}` } as const,
  ]);
}

function hex(text: string): string {
  return Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64);
}

const wishes: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.option(rollingDrafts), fc.boolean(), fc.subarray([...BASEARCHES], { minLength: 1 }))
      .map(([rollout, isBarrier, basearches]): Wish => ({ releases }) => {
        const version = `v${releases.length}`;
        const barrier = isBarrier && releases.length % 3 === 0 ? { reason: LINK, ...ALL } : null;
        const payloads = payloadsFor(version, basearches);
        return { op: 'publish_release', version, metadataUrl: '', payloads, barrier, rollout };
      }),
  },
  {
    weight: 4,
    arbitrary: rollingDrafts.map((draft): Wish => (world, pick) => ({
      op: 'set_rollout',
      version: newestOrAt(world, pick),
      ...draft,
    })),
  },
  {
    weight: 3,
    arbitrary: limits.chain((basearches) =>
      fc.constantFrom('set_barrier', 'set_deadend').map((op): Wish => (world, pick) => ({
        op,
        version: versionAt(world, pick),
        reason: LINK,
        basearches,
      })),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('clear_barrier', 'clear_deadend')
      .map((op): Wish => (world, pick) => ({ op, version: versionAt(world, pick), reason: null })),
  },
  {
    weight: 6,
    arbitrary: fc.constant<Wish>((world, pick) => pause(inState(world, pick, 'active', 'scheduled'))),
  },
  {
    weight: 6,
    arbitrary: fc.constant<Wish>((world, pick) =>
      withReason('resume_rollout', inState(world, pick, 'paused')),
    ),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom('finish_rollout', 'withdraw_rollout').map(
      (op): Wish =>
        (world, pick) =>
          withReason(op, inState(world, pick, 'active', 'scheduled', 'paused')),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('withdraw_rollout', 'retire_release').map(
      (op): Wish =>
        (world, pick) =>
          withReason(op, newestOrAt(world, pick)),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constant<Wish>((world, pick) => {
      const version = versionAt(world, pick);
      return { op: 'add_payloads', version, payloads: payloadsFor(version, BASEARCHES) };
    }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('add', 'remove').map((how): Wish => (world, pick) => {
      const aliased = world.releases.find(({ aliases }) => aliases.length > 0)?.version;
      const version = how === 'remove' && aliased ? aliased : versionAt(world, pick);
      const alias = { basearch: 'x86_64', scheme: 'checksum', payload: hex(`alias ${version}`) } as const;
      if (how === 'add') return { op: 'add_payload_alias', version, ...alias, reason: LINK };
      return { op: 'remove_payload_alias', version, id: aliasId(alias), reason: null };
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Wish>(({ history }, pick) => ({
      op: 'restore',
      revision: pick % history.length,
      past: history[pick % history.length]!,
    })),
  },
);

/** Change sets, and how long somebody waits after each. */
const walks = fc.array(
  fc.record({
    wishes: fc.array(fc.tuple(wishes, fc.nat({ max: 1000 })), { minLength: 1, maxLength: 2 }),
    wait: fc.constantFrom(0, 0, 1, 60, 60, 1800, 1800, 36_000, 100_000, 1_000_000),
  }),
  { minLength: 1, maxLength: 14, size: 'max' },
);

/** The operations of one change set, each chosen for the stream as it is before the change set. */
function chosen(world: World, step: readonly (readonly [Wish, number])[]): readonly Operation[] {
  return step.map(([wish, pick]) => wish(world, pick));
}

function isAccepted({ refusals, findings }: Judgement): boolean {
  return refusals.length === 0 && findings.every(({ severity }) => severity !== 'error');
}

/** Whether nobody needed to confirm that many are let in at once. */
function isCalm({ findings }: Judgement): boolean {
  return findings.every(({ code }) => code !== 'blast_radius' && code !== 'barrier_for_all_at_once');
}

/** Whoever does one of these may mean to let in fewer. */
const MAY_LOWER = new Set([
  'set_rollout',
  'publish_release',
  'withdraw_rollout',
  'retire_release',
  'restore',
]);

function expectNothingFalls(before: readonly Release[], after: readonly Release[], at: number): void {
  const now = new Map(after.map((release) => [release.version, release]));
  for (const { version, rollout } of before) {
    if (!rollout) continue;
    const next = now.get(version)?.rollout;
    expect(next, `${version} is still rolled out`).toBeTruthy();
    expect(throttleAt(next!, at)).toBeGreaterThanOrEqual(throttleAt(rollout, at));
  }
}

function expectNobodyLost(before: readonly Release[], after: readonly Release[]): void {
  for (const { basearch, scheme } of scopesOf(before)) {
    const payloads = (list: readonly Release[]) =>
      buildGraph(list, basearch, scheme).nodes.map((node) => node.payload);
    const left = new Set(payloads(after));
    expect(payloads(before).filter((payload) => !left.has(payload))).toEqual([]);
  }
}

function expectRestored({ releases: past, until }: Past, after: readonly Release[]): void {
  const now = new Map(after.map((release) => [release.version, release]));
  for (const before of past) {
    const release = now.get(before.version);
    expect([release?.barrier, release?.deadend, release?.retired]).toEqual([
      before.barrier,
      before.deadend,
      before.retired,
    ]);
    expect(!release?.rollout).toBe(!before.rollout);
    const wasActive = before.rollout && until !== null && rolloutState(before.rollout, until) === 'active';
    if (wasActive) expect(release?.rollout?.pause).toBeTruthy();
  }
  const known = new Set(past.map(({ version }) => version));
  expect(after.filter(({ version, retired }) => !known.has(version) && retired === null)).toEqual([]);
}

function expectChange(
  before: readonly Release[],
  operations: readonly Operation[],
  { releases: after, diff }: Judgement,
): void {
  expectNobodyLost(before, after);
  // What the database keeps of it is the same.
  expect(JSON.parse(JSON.stringify(after))).toStrictEqual(after);
  expect(diff).toEqual(
    diffOf(before, after, operations.some(({ op }) => op === 'restore') ? 'restore' : 'operations'),
  );
  const last = operations.at(-1);
  if (last?.op === 'restore') expectRestored(last.past, after);
}

const FIRST: World = {
  releases: streamDrawn('.r'),
  at: NOW,
  history: [{ releases: streamDrawn('.r'), until: null }],
};

/** The revision that stood is history from now on. */
function changedWorld({ history, at }: World, releases: readonly Release[]): World['history'] {
  const past = history.map((one, index) => (index === history.length - 1 ? { ...one, until: at } : one));
  return [...past, { releases, until: null }];
}

function expectTimePasses(releases: readonly Release[], at: number, wait: number): void {
  expectLaws(releases, at);
  expectLaws(releases, at + wait);
  if (isPlain(releases)) expectSameFromDocuments(releases, at + wait);
  for (const { rollout } of releases) {
    if (!rollout) continue;
    const [before, after] = [throttleAt(rollout, at), throttleAt(rollout, at + wait)];
    expect(after).toBeGreaterThanOrEqual(before);
    if (rollout.pause) expect(after).toBe(before);
  }
}

const ALL_OPERATIONS = [
  ...['publish_release', 'add_payloads', 'retire_release', 'restore', 'add_payload_alias'],
  ...['remove_payload_alias', 'set_barrier', 'clear_barrier', 'set_deadend', 'clear_deadend'],
  ...['set_rollout', 'withdraw_rollout', 'pause_rollout', 'resume_rollout', 'finish_rollout'],
];

test(
  '2,000 random sequences of change sets keep all laws, while the clock moves on',
  { timeout: 240_000 },
  () => {
    const done = new Map<string, number>();
    let calm = 0;
    const stepped = (world: World, step: readonly (readonly [Wish, number])[]): World => {
      const { releases, at } = world;
      const operations = chosen(world, step);
      const judgement = judged(releases, operations, { at });
      if (!isAccepted(judgement)) return world;
      expectChange(releases, operations, judgement);
      if (isCalm(judgement)) calm += 1;
      if (isCalm(judgement)) expectNoBlast(releases, judgement.releases, at);
      for (const { op } of operations) done.set(op, (done.get(op) ?? 0) + 1);
      const isMeant = operations.some(({ op }) => MAY_LOWER.has(op));
      if (!isMeant) expectNothingFalls(releases, judgement.releases, at);
      return { ...world, releases: judgement.releases, history: changedWorld(world, judgement.releases) };
    };
    fc.assert(
      fc.property(walks, (steps) => {
        let world = FIRST;
        for (const { wishes: step, wait } of steps) {
          world = stepped(world, step);
          expectTimePasses(world.releases, world.at, wait);
          world = { ...world, at: world.at + wait };
        }
      }),
      { numRuns: 2000 },
    );
    // A walk that does nothing proves nothing.
    expect(calm).toBeGreaterThan(2000);
    for (const op of ALL_OPERATIONS) expect(done.get(op) ?? 0, op).toBeGreaterThan(40);
  },
);

describe('a stream that follows a source', () => {
  const sourced = graphs.map(({ nodes }) =>
    nodes.map(({ version, barrier, deadend, rollout }, index) => ({
      ...releaseOf(version, index),
      barrier: barrier === null ? null : { reason: barrier, ...ALL },
      deadend: deadend === null ? null : { reason: deadend, ...ALL },
      rollout,
    })),
  );
  const steps = fc.array(
    fc.record({
      wish: wishes,
      pick: fc.nat({ max: 1000 }),
      source: fc.option(sourced, { freq: 2 }),
      wait: fc.constantFrom(0, 60, 36_000),
    }),
    { maxLength: 10 },
  );

  test('keeps all laws and what operators have put over it, whatever the source says', () => {
    fc.assert(
      fc.property(sourced, steps, (first, walk) => {
        let world: World = {
          releases: refreshedReleases([], first, NOW),
          at: NOW,
          history: [{ releases: [], until: null }],
        };
        let says: readonly Release[] = first;
        for (const { wish, pick, source, wait } of walk) {
          const { at, history } = world;
          const judgement = judged(world.releases, [wish(world, pick)], { at, follows: true });
          const changed = isAccepted(judgement) ? judgement.releases : world.releases;
          says = source && source.length >= says.length ? source : says;
          if (isAccepted(judgement) && isCalm(judgement)) expectNoBlast(world.releases, changed, at);
          const releases = refreshedReleases(changed, says, at);
          expectLaws(changed, at);
          expectLaws(releases, at + wait);
          expectOverlays(changed, releases, { says, at });
          // Nothing has happened: nothing happens.
          expect(refreshedReleases(releases, says, at)).toEqual(releases);
          world = { releases, at: at + wait, history };
        }
      }),
      { numRuns: 500 },
    );
  });

  function expectOverlays(
    before: readonly Release[],
    after: readonly Release[],
    { says, at }: { readonly says: readonly Release[]; readonly at: number },
  ): void {
    for (const release of after) {
      const source = says.find(({ version }) => version === release.version);
      const old = before.find(({ version }) => version === release.version);
      for (const name of SECTIONS) {
        const isLocal = release.followed?.local.includes(name);
        if (!isLocal) expect(release[name]).toEqual(source?.[name]);
        if (isLocal && name !== 'rollout') expect(release[name]).toEqual(old?.[name]);
      }
      if (release.followed?.local.includes('rollout')) {
        expect(release.rollout).toEqual(keptRollout(release, old, source, at));
      }
    }
  }

  /** What stands of a rollout on which operators have had a say. */
  function keptRollout(
    { barrier, rollout }: Release,
    old: Release | undefined,
    source: Release | undefined,
    at: number,
  ): Rollout | null {
    const stood = old?.rollout ?? null;
    if (barrier && !rollout) expect(old?.barrier, 'nobody is let in to what is withdrawn').toBeTruthy();
    const isStopped = barrier && rollout?.pause && !stood?.pause;
    if (isStopped) {
      expect(throttleAt(rollout, at + 1e9)).toBe(stood ? throttleAt(stood, at) : 0);
      return rollout;
    }
    // A hold has nothing to hold where the source has no rollout, but on a barrier, which would be open.
    return source?.rollout || barrier ? stood : null;
  }
});

describe('a section that is limited to basearches', () => {
  const letters = fc.array(fc.constantFrom('.', 'b', 'r', 'd', '3'), { minLength: 4, maxLength: 9 });

  test.each<
    ['barrier' | 'deadend' | 'rollout', (version: string, basearches: readonly string[]) => Operation]
  >([
    ['barrier', (version, basearches) => ({ op: 'set_barrier', version, reason: LINK, basearches })],
    ['deadend', (version, basearches) => ({ op: 'set_deadend', version, reason: LINK, basearches })],
    ['rollout', (version, basearches) => ({ op: 'set_rollout', version, ...draftOf({ basearches }) })],
  ])('changes the graphs of those only: %s', (name, operationOf) => {
    fc.assert(
      fc.property(letters, fc.constantFrom(...BASEARCHES), fc.nat({ max: 3 }), (drawn, basearch, which) => {
        const before = streamDrawn(drawn.join('')).map((one) => ({
          ...one,
          payloads: payloadsFor(one.version, BASEARCHES),
        }));
        // What stood there for all is taken away from the others: that is a change of theirs.
        fc.pre(before[which]?.[name] === null);
        const [first] = judged(before, [operationOf(`v${which}`, [basearch])]).releases.filter(
          (_one, index) => index === which,
        );
        // Old rollouts are withdrawn besides: that is another thing.
        const after = before.map((one, index) => (index === which && first ? first : one));
        const changed = diffOf(before, after, 'operations').map((diff) => diff.basearch);
        expect(changed.filter((one) => one !== basearch)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

test('what is finished lets in everybody, for good, whoever pauses what else', () => {
  const releases = [
    ...streamDrawn('.'),
    { ...releaseOf('v1', 1), rollout: FINISHED },
    { ...releaseOf('v2', 2), rollout: rolloutOf(NOW, 0, 60) },
  ];
  const { releases: after } = judged(releases, [pause('v2')]);
  expect(after.map(({ rollout }) => rollout && throttleAt(rollout, NOW + 1e9))).toEqual([null, 1, 0]);
});
