/**
 * The vocabulary: plain data in the field's own words, oldest release first.
 * `null` says "absent", so that two equal streams are deeply equal.
 */

/** How a payload is named: an OSTree commit (`checksum`) or an OCI image reference (`oci`). */
export const SCHEMES = ['checksum', 'oci'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** What a node of one basearch and scheme runs when it runs the release. */
export interface Payload {
  readonly basearch: string;
  readonly scheme: Scheme;
  /** An OSTree checksum, or a whole image reference `registry/repository@sha256:...`. */
  readonly payload: string;
}

/** A section that can hold for some basearches only; `null` means all of them. */
interface Limited {
  readonly basearches: readonly string[] | null;
}

/** Nobody may jump over a release with a barrier. */
export interface Barrier extends Limited {
  readonly reason: string;
}

/** No update leads out of a release with a deadend. */
export interface Deadend extends Limited {
  readonly reason: string;
}

/**
 * How the throttle moves with time. Every field can be absent, and absence has a meaning of its own.
 * @see cincinnati.md B.5
 */
export interface Curve {
  /** Seconds since the Unix epoch, UTC; may be negative. */
  readonly startEpoch: number | null;
  /** The throttle at the start: 0 (nobody) to 1 (everybody). */
  readonly startFraction: number | null;
  /** Without it the throttle stays where it starts: that is how a pause is written. */
  readonly durationMinutes: number | null;
}

/** How a release reaches the fleet. A paused one stands still: what agents see is a curve without a duration. */
export interface Rollout extends Curve, Limited {
  /** `null` while it goes by its curve. */
  readonly pause: Pause | null;
}

/** An operator stopped a rollout where it was. */
export interface Pause {
  readonly reason: string;
  /** For everybody; `null` when nothing is to be said. */
  readonly publicReason: string | null;
  /** When somebody should look again: seconds since the Unix epoch, UTC. A pause never lapses by itself. */
  readonly reviewAt: number | null;
  /** What the rollout went by before. */
  readonly plan: Curve;
}

/** Another payload under which nodes run a release: they are recognised by it, but never offered it. */
export interface PayloadAlias extends Payload {
  readonly reason: string;
}

/** The one order in which payloads of a release are kept, so that equal releases are deeply equal. */
export function sortPayloads<P extends Payload>(payloads: readonly P[]): readonly P[] {
  const keyOf = ({ basearch, scheme, payload }: Payload) => `${basearch} ${scheme} ${payload}`;
  return [...payloads].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** What is declared of a release beside its payloads. */
export interface Sections {
  readonly barrier: Barrier | null;
  readonly deadend: Deadend | null;
  readonly rollout: Rollout | null;
}

export const SECTIONS = ['barrier', 'deadend', 'rollout'] as const;
export type SectionName = (typeof SECTIONS)[number];

export const NO_SECTIONS: Sections = { barrier: null, deadend: null, rollout: null };

/** What a source says of a release, under what operators have put over it. */
export interface Followed {
  readonly sourced: Sections;
  /** Sections that operators have set or taken away here: they stay so whatever the source says. */
  readonly local: readonly SectionName[];
}

export interface Release extends Sections {
  /** An opaque string: the order of releases is the order of the list and nothing else. */
  readonly version: string;
  /** Where the release's own metadata stands; a URL, or empty. */
  readonly metadataUrl: string;
  /** At most one for each basearch and scheme, in the order of `sortPayloads`. */
  readonly payloads: readonly Payload[];
  /** In the order of `sortPayloads`. */
  readonly aliases: readonly PayloadAlias[];
  /** Why it never is a target again; nodes that run it still find themselves. `null` for all others. */
  readonly retired: string | null;
  /** `null` for a release that no source has a say in. */
  readonly followed: Followed | null;
}

/** A release that says nothing beyond its payloads. */
export function bareRelease(version: string, metadataUrl: string, payloads: readonly Payload[]): Release {
  return {
    version,
    metadataUrl,
    payloads: sortPayloads(payloads),
    ...NO_SECTIONS,
    aliases: [],
    retired: null,
    followed: null,
  };
}

/** A release out of an old revision, with what releases did not have yet when it was written. */
export function completeRelease(release: Release): Release {
  const { rollout } = release;
  return { ...NOTHING_MORE, ...release, rollout: rollout && { ...UNPAUSED, ...rollout } };
}

const NOTHING_MORE = { aliases: [], retired: null, followed: null } as const;
const UNPAUSED = { pause: null } as const;

/** A release as the nodes of one scope see it. */
export interface Node {
  readonly version: string;
  readonly payload: string;
  readonly scheme: Scheme;
  /** Position in the whole stream, not in the scope: agents compare it, edges never use it. */
  readonly ageIndex: number;
  /** The reason, never empty. */
  readonly barrier: string | null;
  /** The reason, never empty. */
  readonly deadend: string | null;
  readonly rollout: Rollout | null;
}

/** An allowed update, from and to: positions in the scope's list of nodes. */
export type Edge = readonly [from: number, to: number];

/** A DAG: nodes oldest first, edges in the order of the reference server. */
export interface Graph {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** The name that agents and documents may use for a basearch, made ours. */
export function canonicalBasearch(name: string): string {
  return SYNONYMS.get(name) ?? name;
}

const SYNONYMS = new Map([
  ['arm64', 'aarch64'],
  ['amd64', 'x86_64'],
]);

/** Of a version or an architecture, in UTF-16 units; what is longer cannot be a key in the database. */
export const MOST_NAME = 256;

export const NAME_RULE = 'a name is 1 to 64 of letters, digits, . _ - and begins with a letter or digit';

/** Names of streams, aliases and basearches. @see http-api.md 1 */
export function isName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text);
}
