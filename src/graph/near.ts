import type { Payload, Release } from './model.js';
import { aliasKey } from './payload-aliases.js';

/** A stream to look in. */
export interface NearStream {
  readonly name: string;
  readonly releases: readonly Release[];
}

/** Why a node that nobody knows may run a release. */
export type Clue =
  /** It says that it runs this version; here that has another payload. */
  | 'same_version'
  /** It says that it runs this version, which has no payload in the scope. */
  | 'not_in_scope'
  /** Its payload is the one of this release in another basearch or scheme, or of another stream. */
  | 'elsewhere'
  /** The payload of this release begins with what was sent, or differs in capitals only. */
  | 'cut_short'
  /** The version is not known, and this one is like it. */
  | 'similar_version';

/** A release that a node may run. */
export interface Near {
  readonly clue: Clue;
  readonly stream: string;
  readonly version: string;
  /** Where `elsewhere` is. */
  readonly basearch: string;
  readonly scheme: Payload['scheme'];
}

/** What a node says of itself, in the scope in which nobody knows it. */
export interface Stranger {
  readonly stream: string;
  readonly basearch: string;
  readonly scheme: Payload['scheme'];
  readonly payload: string | null;
  readonly version: string | null;
}

/** As many as a person looks at. */
const MOST = 5;

/** Which releases a node may run that is not in its graph, the likeliest first; at most five. */
export function nearReleases(streams: readonly NearStream[], stranger: Stranger): readonly Near[] {
  const own = streams.find(({ name }) => name === stranger.stream)?.releases ?? [];
  const others = streams.filter(({ name }) => name !== stranger.stream);
  const clues = [
    ...elsewhere([{ name: stranger.stream, releases: own }, ...others], stranger),
    ...cutShort(own, stranger),
    ...sameVersion(own, stranger),
  ];
  const near = clues.length > 0 ? clues : similarVersions(own, stranger);
  // What was found first says more.
  return near
    .filter(({ version }, i) => near.findIndex((one) => one.version === version) === i)
    .slice(0, MOST);
}

function elsewhere(streams: readonly NearStream[], stranger: Stranger): readonly Near[] {
  const { payload } = stranger;
  if (payload === null) return [];
  return streams.flatMap(({ name, releases }) =>
    releases.flatMap(({ version, payloads }) =>
      payloads
        .filter((one) => one.payload === payload || isSameImage(one, payload))
        .map(({ basearch, scheme }): Near => ({
          clue: 'elsewhere',
          stream: name,
          version,
          basearch,
          scheme,
        })),
    ),
  );
}

function isSameImage(one: Payload, payload: string): boolean {
  return one.scheme === 'oci' && payload.includes('@') && payload.endsWith(aliasKey(one));
}

/** Fewer characters than that would fit by chance. */
const LEAST_CUT = 7;

function cutShort(own: readonly Release[], stranger: Stranger): readonly Near[] {
  const cut = stranger.payload?.trim().toLowerCase() ?? '';
  if (cut.length < LEAST_CUT) return [];
  const isCut = ({ basearch, scheme, payload }: Payload) =>
    basearch === stranger.basearch && scheme === stranger.scheme && payload.startsWith(cut);
  return own
    .filter(({ payloads }) => payloads.some(isCut))
    .map((release) => nearOf('cut_short', release, stranger));
}

function sameVersion(own: readonly Release[], stranger: Stranger): readonly Near[] {
  const release = own.find(({ version }) => version === stranger.version);
  if (!release) return [];
  const isHere = release.payloads.some(
    ({ basearch, scheme }) => basearch === stranger.basearch && scheme === stranger.scheme,
  );
  return [nearOf(isHere ? 'same_version' : 'not_in_scope', release, stranger)];
}

/** Those that share the longest beginning with it, at least half of it; the newest first among equals. */
function similarVersions(own: readonly Release[], stranger: Stranger): readonly Near[] {
  const version = stranger.version ?? '';
  const stem = version.slice(0, Math.ceil(version.length / 2));
  if (stem === '') return [];
  return own
    .filter((release) => release.version.startsWith(stem))
    .map((release) => ({ release, shared: sharedLength(release.version, version) }))
    .reverse()
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MOST)
    .map(({ release }) => nearOf('similar_version', release, stranger));
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function nearOf(clue: Clue, { version }: Release, { stream, basearch, scheme }: Stranger): Near {
  return { clue, stream, version, basearch, scheme };
}
