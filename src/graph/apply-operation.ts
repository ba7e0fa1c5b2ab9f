import {
  bareRelease,
  canonicalBasearch,
  NO_SECTIONS,
  sortPayloads,
  type Payload,
  type PayloadAlias,
  type Release,
  type Rollout,
} from './model.js';
import type { AddPayloads, Operation, PublishRelease, ReasonDraft, RolloutDraft } from './operations.js';
import { putOver, uncover, type Hand } from './overlay.js';
import { aliasId } from './payload-aliases.js';
import { Problem } from './problem.js';
import { restored } from './restore.js';
import { draftedRollout, finished, paused, resumed, type NoteFault } from './rollout-actions.js';
import { withoutOldRollouts } from './rollout-cleanup.js';

/** What an operation depends on beside the releases. */
export interface Circumstances extends Hand {
  /** Seconds since the Unix epoch, UTC. */
  readonly at: number;
  readonly note: NoteFault;
}

/**
 * What an operation makes of the releases of a stream. Whether that is wise is for `lintChange` to say.
 * @param releases oldest first
 * @throws Problem `unknown_version`, `invalid_state`, `already_exists`, `not_found`, `stream_follows_source`
 * @see http-api.md 4
 */
export function applyOperation(
  releases: readonly Release[],
  operation: Operation,
  circumstances: Circumstances,
): readonly Release[] {
  if (circumstances.follows && !OVERLAYS.has(operation.op)) throw followsSource(operation.op);
  if (operation.op === 'publish_release') return published(releases, operation, circumstances);
  if (operation.op === 'restore') return restored(releases, operation, circumstances.at);
  const { version } = operation;
  const release = releases.find((one) => one.version === version);
  if (!release) throw new Problem('unknown_version', `there is no release ${version} in this stream`);
  const changed = changedRelease(release, operation, circumstances);
  const list = releases.map((one) => (one === release ? changed : one));
  return operation.op === 'set_rollout' ? withoutOldRollouts(list, circumstances.at, version) : list;
}

/** What a stream that follows a source takes, put over what the source says. */
const OVERLAYS: ReadonlySet<Operation['op']> = new Set([
  ...(['set_barrier', 'clear_barrier', 'set_deadend', 'clear_deadend'] as const),
  ...(['pause_rollout', 'resume_rollout', 'withdraw_rollout'] as const),
  ...(['add_payload_alias', 'remove_payload_alias'] as const),
]);

export function followsSource(what: string): Problem {
  return new Problem(
    'stream_follows_source',
    `${what}: this stream follows a source, which alone can do that; to do it here take the stream over with PATCH {"source": "managed"}, everything stays as it stands`,
  );
}

type OfOneRelease = Exclude<Operation, { readonly op: 'publish_release' | 'restore' }>;

function changedRelease(release: Release, operation: OfOneRelease, hand: Circumstances): Release {
  switch (operation.op) {
    case 'add_payloads':
      return withPayloads(release, operation, hand.note);
    case 'retire_release':
      return release.retired === null ? { ...release, ...NO_SECTIONS, retired: operation.reason } : release;
    case 'set_barrier':
      return putOver(unretired(release), { barrier: reasonOf(operation) }, hand);
    case 'clear_barrier':
      return uncover(release, 'barrier', hand);
    case 'set_deadend':
      return putOver(release, { deadend: reasonOf(operation) }, hand);
    case 'clear_deadend':
      return uncover(release, 'deadend', hand);
    case 'set_rollout':
      return putOver(release, { rollout: settable(release, operation, hand) }, hand);
    case 'pause_rollout':
      return putOver(release, { rollout: paused(rolloutOf(release), operation, hand.at) }, hand);
    case 'resume_rollout':
      return resumedRelease(release, hand);
    case 'finish_rollout':
      return putOver(release, { rollout: finished(rolloutOf(release), hand.at) }, hand);
    case 'withdraw_rollout':
      rolloutOf(release);
      return putOver(release, { rollout: null }, hand);
    case 'add_payload_alias':
      return withAlias(release, operation);
    case 'remove_payload_alias':
      return withoutAlias(release, operation.id);
  }
}

function published(
  releases: readonly Release[],
  draft: PublishRelease,
  hand: Circumstances,
): readonly Release[] {
  const { version, metadataUrl } = draft;
  if (releases.some((one) => one.version === version)) {
    throw new Problem('already_exists', `${version} is in this stream already`);
  }
  const note: NoteFault = (code, path, message) => hand.note(code, `/rollout${path}`, message);
  const bare = withPayloads(bareRelease(version, metadataUrl, []), draft, hand.note);
  const release = {
    ...bare,
    barrier: draft.barrier && reasonOf(draft.barrier),
    rollout: draft.rollout && settable(bare, draft.rollout, { ...hand, note }),
  };
  const list = [...releases, release];
  return draft.rollout ? withoutOldRollouts(list, hand.at, version) : list;
}

/** A rollout that may be set. @throws Problem `invalid_state` */
function settable(release: Release, draft: RolloutDraft, { at, note }: Circumstances): Rollout {
  unretired(release);
  if (release.rollout?.pause) {
    throw new Problem('invalid_state', 'the rollout is paused: resume, finish or withdraw it first');
  }
  return draftedRollout({ ...draft, basearches: canonical(draft.basearches) }, at, note);
}

function unretired(release: Release): Release {
  if (release.retired === null) return release;
  const value = `${release.version} is retired and never a target again: publish a new release`;
  throw new Problem('invalid_state', value);
}

function rolloutOf({ version, rollout }: Release): Rollout {
  if (rollout) return rollout;
  throw new Problem('invalid_state', `${version} has no rollout`);
}

/** On a stream that follows a source it takes away a local withdrawal as well: the source's rollout is back. */
function resumedRelease(release: Release, hand: Circumstances): Release {
  const { rollout, followed } = release;
  if (!rollout && followed?.local.includes('rollout')) return uncover(release, 'rollout', hand);
  return putOver(release, { rollout: resumed(rolloutOf(release), hand.at) }, hand);
}

function reasonOf({ reason, basearches }: ReasonDraft): ReasonDraft {
  return { reason, basearches: canonical(basearches) };
}

function canonical(basearches: readonly string[] | null): readonly string[] | null {
  return basearches && [...new Set(basearches.map(canonicalBasearch))].sort();
}

function withPayloads(
  release: Release,
  { payloads }: Pick<AddPayloads, 'payloads'>,
  note: NoteFault,
): Release {
  const known = new Map(release.payloads.map((payload) => [keyOf(payload), payload]));
  payloads.forEach((draft, index) => {
    const payload = { ...draft, basearch: canonicalBasearch(draft.basearch) };
    const before = known.get(keyOf(payload));
    if (before && before.payload !== payload.payload) {
      const message = `${release.version} has a ${payload.scheme} for ${payload.basearch} already; nodes that run another payload are recognised by a payload alias`;
      note('duplicate_payload', `/payloads/${index}/payload`, message);
      return;
    }
    known.set(keyOf(payload), payload);
  });
  return { ...release, payloads: sortPayloads([...known.values()]) };
}

function keyOf({ basearch, scheme }: Payload): string {
  return `${basearch} ${scheme}`;
}

function withAlias(release: Release, alias: PayloadAlias): Release {
  const { scheme, payload, reason } = alias;
  const added = { basearch: canonicalBasearch(alias.basearch), scheme, payload, reason };
  const others = release.aliases.filter((one) => aliasId(one) !== aliasId(added));
  return { ...release, aliases: sortPayloads([...others, added]) };
}

function withoutAlias(release: Release, id: string): Release {
  const aliases = release.aliases.filter((one) => aliasId(one) !== id);
  if (aliases.length === release.aliases.length) {
    throw new Problem('not_found', `${release.version} has no payload alias ${id}`);
  }
  return { ...release, aliases };
}
