import { isDeepStrictEqual } from 'node:util';
import type { Cause, ScopeDiff } from './diff.js';
import { remark, type Remark } from './finding.js';
import { blastSteps, exposesMore, lintFall, type Pair } from './lint-exposure.js';
import {
  LINT_SECTION,
  lintBasearchesOf,
  duplicateSteps,
  lintPayload,
  lintVersion,
  ownedPayloads,
  type Owned,
} from './lint-release.js';
import { lintCliff, lintOverlaps, lintStartAhead, lintStartBehind, throttleOf } from './lint-rollouts.js';
import { isName, SECTIONS, type Release } from './model.js';
import { aliasKey } from './payload-aliases.js';
import { isFinished } from './rollout.js';
import { atOnce, flatMapSteps, type Steps } from './steps.js';
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

/**
 * What is wrong with a change. What it leaves as it was is no news, nor is a finished rollout in its short form.
 * @see http-api.md 6
 */
export function lintChange(change: Change): readonly Remark[] {
  return atOnce(lintChangeSteps(change));
}

/** The same with pauses. */
export function* lintChangeSteps(change: Change): Steps<readonly Remark[]> {
  const pairs = yield* changedPairs(change);
  const rolling = pairs.filter(hasNewRollout);
  const remarks = [
    ...(yield* flatMapSteps(pairs, (pair) => [...lintParts(pair), ...lintNew(pair, change)])),
    ...(yield* newDuplicates(pairs, change.after)),
    ...(yield* flatMapSteps(rolling, (pair) => lintNewRollout(pair, change))),
    ...(change.cause === 'first_import' ? [] : yield* blastSteps(change, rolling)),
    ...(yield* flatMapSteps(pairs, (pair) => lintDroppedPause(pair, change))),
    ...lintLimits(pairs, change.after),
  ];
  for (const lint of [lintLost, lintOrder, lintStranded]) {
    yield;
    remarks.push(...lint(change));
  }
  yield;
  return remarks;
}

function* changedPairs({ before, after }: Change): Steps<readonly Pair[]> {
  const old = new Map(before.map((release) => [release.version, release]));
  return yield* flatMapSteps(after, (release) => {
    const was = old.get(release.version) ?? null;
    return was === release || isDeepStrictEqual(was, release) ? [] : [{ before: was, after: release }];
  });
}

function lintParts(pair: Pair): readonly Remark[] {
  const { before, after } = pair;
  const payloads = newPayloadsOf(pair);
  const changed = SECTIONS.filter((name) => !isDeepStrictEqual(before?.[name] ?? null, after[name]));
  // One that was there before is no news, whatever has changed about its sections: a pause must be possible.
  const conflicts = new Set(before ? remarksOnSections(before).map(({ code }) => code) : []);
  return [
    ...payloads.flatMap(({ version, payload }) => lintPayload(version, payload)),
    ...remarksOnSections(after).filter(({ spot, code }) =>
      CONFLICTS.has(code) ? !conflicts.has(code) : changed.some((name) => name === spot?.part),
    ),
  ];
}

function remarksOnSections(release: Release): readonly Remark[] {
  return SECTIONS.flatMap((name) => LINT_SECTION[name](release));
}

/** What is wrong with two sections together is news whichever of the two has changed. */
const CONFLICTS: ReadonlySet<string> = new Set(['barrier_and_deadend', 'rollout_of_deadend']);

function keyOf({ version, payload: { basearch, scheme, payload } }: Owned): string {
  return [version, basearch, scheme, payload].join(' ');
}

function lintNew({ before, after }: Pair, change: Change): readonly Remark[] {
  if (before) return [];
  const isNewest = after === change.after.at(-1);
  return [...lintVersion(after), ...(isNewest ? lintBasearchesOf(after, change.after.at(-2)) : [])];
}

/** Those that were there come first: what is new is at fault, however old the release is. */
function* newDuplicates(pairs: readonly Pair[], after: readonly Release[]): Steps<readonly Remark[]> {
  const fresh = yield* flatMapSteps(pairs, newPayloadsOf);
  if (fresh.length === 0) return [];
  const keys = new Set(fresh.map(keyOf));
  const wanted = new Set(fresh.map(({ payload }) => aliasKey(payload)));
  const rivals = yield* flatMapSteps(after, (release) =>
    ownedPayloads([release]).filter(
      (owned) => wanted.has(aliasKey(owned.payload)) && !keys.has(keyOf(owned)),
    ),
  );
  return (yield* duplicateSteps([...rivals, ...fresh])).filter(
    ({ spot }) => spot?.payload && keys.has(keyOf({ version: spot.version, payload: spot.payload })),
  );
}

function newPayloadsOf({ before, after }: Pair): readonly Owned[] {
  const known = new Set(before ? ownedPayloads([before]).map(keyOf) : []);
  return ownedPayloads([after]).filter((owned) => !known.has(keyOf(owned)));
}

/** Whether anything else is said of a rollout than before. */
function hasNewRollout({ before, after }: Pair): boolean {
  return after.rollout !== null && !isDeepStrictEqual(before?.rollout ?? null, after.rollout);
}

function lintNewRollout({ before, after }: Pair, change: Change): readonly Remark[] {
  const { at } = change;
  // What was is no mistake now: neither in a restore, nor in the documents that a stream begins with.
  const isFirst = change.cause === 'first_import';
  const isHistory = change.cause === 'restore' || isFirst;
  const starts = before?.rollout?.startEpoch !== after.rollout?.startEpoch && !isHistory;
  const exposes = exposesMore({ before, after }, at);
  const news = isFirst ? 0 : exposes;
  const isRunning = after.rollout !== null && !isFinished(after.rollout, at);
  const isNew = !before?.rollout && !isHistory;
  return [
    // A curve that is re-opened as it was is a mistake even where everybody had been let in before.
    ...(starts ? lintStartBehind(after, at) : []),
    ...(starts ? lintStartAhead(after, at) : []),
    ...(isNew ? lintNotNewest(after, change) : []),
    ...(isNew ? lintOverlaps(after, change.after, at) : []),
    ...lintFall({ before, after }, at),
    ...(news > 0 || isRunning ? lintCliff(after, throttleOf(before?.rollout ?? null, at)) : []),
  ];
}

/** Documents that start what an operator has stopped: nobody else can have meant that. */
function lintDroppedPause({ before, after }: Pair, { cause }: Change): readonly Remark[] {
  if (cause !== 'import' || !before?.rollout?.pause || !after.rollout || after.rollout.pause) return [];
  const message = `the rollout of ${after.version} is paused, and these documents start it again: resume it first, or confirm it`;
  return [remark('drops_pause', { version: after.version, part: 'rollout' }, message)];
}

function lintNotNewest({ version, payloads, rollout }: Release, { after }: Change): readonly Remark[] {
  const newer = after
    .slice(after.findIndex((one) => one.version === version) + 1)
    .filter(({ retired }) => retired === null);
  const behind = new Set(
    payloads
      .map(({ basearch }) => basearch)
      .filter((basearch) => rollout?.basearches?.includes(basearch) !== false)
      .filter((basearch) =>
        newer.some((one) => one.payloads.some((payload) => payload.basearch === basearch)),
      ),
  );
  if (behind.size === 0) return [];
  const message = `${version} is not the newest release for ${[...behind].join(', ')}: roll out ${newer.at(-1)?.version}, or confirm it`;
  return [remark('not_newest', { version, part: 'rollout' }, message)];
}

/** Sections that are limited to a basearch which no release has: most likely it is spelt in another way. */
function lintLimits(pairs: readonly Pair[], releases: readonly Release[]): readonly Remark[] {
  const limited = pairs.flatMap(({ before, after }) =>
    SECTIONS.filter((part) => after[part]?.basearches && !isDeepStrictEqual(before?.[part], after[part])).map(
      (part) => ({ version: after.version, part, basearches: after[part]?.basearches ?? [] }),
    ),
  );
  if (limited.length === 0) return [];
  const known = new Set(releases.flatMap(({ payloads }) => payloads.map(({ basearch }) => basearch)));
  return limited.flatMap(({ version, part, basearches }) =>
    basearches
      .filter((basearch) => isName(basearch) && !known.has(basearch))
      .map((basearch) => {
        const message = `no release has a payload for ${basearch}: correct it unless that is still to come`;
        return remark('unknown_basearch', { version, part, field: 'basearches' }, message);
      }),
  );
}

/** Whole releases, or payloads of them: either way there are nodes that would not find themselves. */
function lintLost({ before, after }: Change): readonly Remark[] {
  const lost = [...new Set([...lostReleases(before, after), ...lostPayloads(before, after)])];
  if (lost.length === 0) return [];
  const message = `${shortList(lost)} would be gone: nodes that run it would not find themselves; put it back, or confirm it`;
  return [{ code: 'lost_releases', spot: null, message }];
}

/** Those that are another one's now count as lost too, unless they are an alias still. */
function lostPayloads(before: readonly Release[], after: readonly Release[]): readonly string[] {
  const now = new Map(after.map((release) => [release.version, release]));
  return before.flatMap((old) => {
    const release = now.get(old.version);
    if (!release || release === old || release.payloads === old.payloads) return [];
    const kept = new Set(ownedPayloads([release]).map(keyOf));
    return old.payloads
      .filter((payload) => !kept.has(keyOf({ version: old.version, payload })))
      .map(({ basearch, scheme }) => `the ${scheme} of ${old.version} for ${basearch}`);
  });
}

/** Releases that change places: what was an update is a downgrade then, and agents go by the order. */
function lintOrder({ before, after }: Change): readonly Remark[] {
  const places = new Map(before.map(({ version }, index) => [version, index]));
  const known = after.flatMap(({ version }) => {
    const place = places.get(version);
    return place === undefined ? [] : [{ version, place }];
  });
  const moved = known.filter(({ place }, index) => place < (known[index - 1]?.place ?? -1));
  if (moved.length === 0) return [];
  const message = `${shortList(moved.map(({ version }) => version))} would come later than before: nodes would take it for an update; put the releases back in their order, or confirm it`;
  return [{ code: 'order_changed', spot: null, message }];
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
