import { isDeepStrictEqual } from 'node:util';
import type { Cause, ScopeDiff } from './diff.js';
import { remark, type Remark } from './finding.js';
import { LINT_SECTION, lintBasearchesOf, lintDuplicates, lintPayload, lintVersion } from './lint-release.js';
import {
  lintCliff,
  lintOverlaps,
  lintStartAhead,
  lintStartBehind,
  MOST_AT_ONCE,
  percent,
  throttleOf,
} from './lint-rollouts.js';
import { SECTIONS, type Payload, type Release, type Rollout } from './model.js';
import { endEpoch, isFinished, throttleAt } from './rollout.js';
import { lostReleases, shortList } from './stream.js';

/** A change of a stream, to be judged by what it changes. */
export interface Change {
  /** Oldest first. */
  readonly before: readonly Release[];
  readonly after: readonly Release[];
  /** What it does to the graphs. */
  readonly diff: readonly ScopeDiff[];
  /** When: seconds since the Unix epoch, UTC. */
  readonly at: number;
  readonly cause: Cause;
}

/** One release before and after the change. */
interface Pair {
  readonly before: Release | null;
  readonly after: Release;
}

/**
 * What is wrong with a change. What it leaves as it was is no news, nor is a finished rollout in its short form.
 * @see http-api.md 6
 */
export function lintChange(change: Change): readonly Remark[] {
  const old = new Map(change.before.map((release) => [release.version, release]));
  const pairs = change.after
    .map((after) => ({ before: old.get(after.version) ?? null, after }))
    .filter(({ before, after }) => before !== after && !isDeepStrictEqual(before, after));
  return [
    ...pairs.flatMap((pair) => [...lintParts(pair), ...lintNew(pair, change)]),
    ...newDuplicates(change),
    ...pairs.filter(hasNewRollout).flatMap((pair) => lintNewRollout(pair, change)),
    ...pairs.flatMap((pair) => lintBarrierForAll(pair, change)),
    ...lintLost(change),
    ...lintStranded(change),
  ];
}

function lintParts({ before, after }: Pair): readonly Remark[] {
  const known = new Set([...(before?.payloads ?? []), ...(before?.aliases ?? [])].map(keyOf));
  const payloads = [...after.payloads, ...after.aliases].filter((payload) => !known.has(keyOf(payload)));
  const sections = SECTIONS.filter((name) => !isDeepStrictEqual(before?.[name] ?? null, after[name]));
  // A barrier put on a deadend is as wrong as a deadend put on a barrier: both are looked at from either side.
  const concerned = SECTIONS.filter(
    (name) =>
      sections.includes(name) || sections.includes('deadend') || (name === 'deadend' && sections.length > 0),
  );
  return [
    ...payloads.flatMap((payload) => lintPayload(after.version, payload)),
    ...concerned
      .flatMap((name) => LINT_SECTION[name](after))
      .filter(({ spot, code }) => CONFLICTS.has(code) || sections.some((name) => name === spot?.part)),
  ];
}

const CONFLICTS: ReadonlySet<string> = new Set(['barrier_and_deadend', 'rollout_of_deadend']);

function keyOf({ basearch, scheme, payload }: Payload): string {
  return `${basearch} ${scheme} ${payload}`;
}

function lintNew({ before, after }: Pair, change: Change): readonly Remark[] {
  if (before) return [];
  const isNewest = after === change.after.at(-1);
  return [...lintVersion(after), ...(isNewest ? lintBasearchesOf(after, change.after.at(-2)) : [])];
}

function newDuplicates({ before, after }: Change): readonly Remark[] {
  const known = new Set(lintDuplicates(before).map(({ message }) => message));
  return lintDuplicates(after).filter(({ message }) => !known.has(message));
}

/** Whether a rollout goes another way from now on, and not only in other words. */
function hasNewRollout({ before, after }: Pair): boolean {
  return after.rollout !== null && !isDeepStrictEqual(before?.rollout ?? null, after.rollout);
}

function lintNewRollout({ before, after }: Pair, change: Change): readonly Remark[] {
  const { at } = change;
  // What was is no mistake now: neither in a restore, nor in the documents that a stream begins with.
  const isHistory = change.cause === 'restore' || isFirstImport(change);
  const starts = before?.rollout?.startEpoch !== after.rollout?.startEpoch && !isHistory;
  const exposes = exposesMore(before, after, at);
  const isNew = !before?.rollout && !isHistory;
  return [
    ...(starts && exposes > 0 ? lintStartBehind(after, at) : []),
    ...(starts ? lintStartAhead(after, at) : []),
    ...(isNew ? lintNotNewest(after, change) : []),
    ...(isNew ? lintOverlaps(after, change.after, at) : []),
    ...(isFirstImport(change) ? [] : lintBlast(after, exposes)),
    ...lintFall(before?.rollout ?? null, after, at),
    ...(exposes > 0 || !isFinished(after.rollout ?? NOBODY, at) ? lintCliff(after) : []),
  ];
}

function isFirstImport({ cause, before }: Change): boolean {
  return cause === 'import' && before.length === 0;
}

const NOBODY: Rollout = {
  startEpoch: null,
  startFraction: 0,
  durationMinutes: null,
  basearches: null,
  pause: null,
};

function lintNotNewest({ version, payloads }: Release, { after }: Change): readonly Remark[] {
  const newer = after
    .slice(after.findIndex((one) => one.version === version) + 1)
    .filter(({ retired }) => retired === null);
  const behind = new Set(
    payloads
      .map(({ basearch }) => basearch)
      .filter((basearch) =>
        newer.some((one) => one.payloads.some((payload) => payload.basearch === basearch)),
      ),
  );
  if (behind.size === 0) return [];
  const message = `${version} is not the newest release for ${[...behind].join(', ')}: roll out ${newer.at(-1)?.version}, or confirm it`;
  return [remark('not_newest', { version, part: 'rollout' }, message)];
}

function lintBlast({ version }: Release, more: number): readonly Remark[] {
  if (more <= MOST_AT_ONCE) return [];
  const message = `this exposes ${percent(more)} more of the fleet to ${version} within the next hour: start lower or take longer, or confirm it`;
  return [remark('blast_radius', { version, part: 'rollout' }, message)];
}

/** By how much the share of the fleet that may take a release rises within the next hour, at most; in any basearch. */
function exposesMore(before: Release | null, after: Release, at: number): number {
  const hour = [at, at + 3600];
  const bends = [before?.rollout, after.rollout].flatMap((rollout) =>
    rollout ? [rollout.startEpoch ?? 0, endEpoch(rollout) ?? 0] : [],
  );
  const times = [...hour, ...bends.filter((time) => time > at && time < at + 3600)];
  const basearches = new Set(after.payloads.map(({ basearch }) => basearch));
  const rises = [...basearches].flatMap((basearch) =>
    times.map((time) => shareOf(after, basearch, time) - (before ? shareOf(before, basearch, time) : 0)),
  );
  return Math.max(0, ...rises);
}

/** The share of the fleet that may take a release; everybody may take a barrier without a rollout. */
function shareOf({ rollout, barrier }: Release, basearch: string, at: number): number {
  const holds = (section: { readonly basearches: readonly string[] | null } | null) =>
    section !== null && section.basearches?.includes(basearch) !== false;
  if (holds(rollout)) return throttleOf(rollout, at);
  return holds(barrier) ? 1 : 0;
}

function lintFall(before: Rollout | null, { version, rollout }: Release, at: number): readonly Remark[] {
  if (!before || !rollout || throttleAt(rollout, at) >= throttleAt(before, at) - 1e-9) return [];
  const message = `today's exposure falls from ${percent(throttleOf(before, at))} to ${percent(throttleOf(rollout, at))}: nodes in between are not offered ${version} any more`;
  return [remark('exposure_falls', { version, part: 'rollout' }, message)];
}

/** A barrier without a rollout that nobody was led to before: everybody is, at once. */
function lintBarrierForAll({ before, after }: Pair, { after: releases, at }: Change): readonly Remark[] {
  if (!after.barrier || after.rollout || before?.barrier || before?.rollout) return [];
  const newer = releases.slice(releases.findIndex(({ version }) => version === after.version) + 1);
  if (newer.some(({ rollout }) => rollout && isFinished(rollout, at))) return [];
  const message = `every older node up to the barrier before is offered ${after.version} at once: give it a rollout as well unless that is meant`;
  return [remark('barrier_for_all_at_once', { version: after.version, part: 'barrier' }, message)];
}

function lintLost({ before, after }: Change): readonly Remark[] {
  const lost = lostReleases(before, after);
  if (lost.length === 0) return [];
  const message = `${shortList(lost)} would be gone: nodes that run it would not find themselves; put it back, or confirm it`;
  return [{ code: 'lost_releases', spot: null, message }];
}

function lintStranded({ diff }: Change): readonly Remark[] {
  const scopes = diff.filter(({ stranded }) => stranded.length > 0);
  if (scopes.length === 0) return [];
  const where = scopes.map(
    ({ basearch, scheme, stranded }) => `${shortList(stranded)} on ${basearch} (${scheme})`,
  );
  const message = `no update would lead out of ${where.join('; ')} any more: give them a way out, or confirm it`;
  return [{ code: 'strands_nodes', spot: null, message }];
}
