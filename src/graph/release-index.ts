import { aliasId } from './payload-aliases.js';
import { JsonCursor, type JsonDocument } from './json-cursor.js';
import {
  canonicalBasearch,
  MOST_NAME,
  sortPayloads,
  type Payload,
  type PayloadAlias,
  type Release,
  type Scheme,
} from './model.js';
import type { Fault } from './problem.js';
import { atOnce, mapSteps, type Steps } from './steps.js';
import type { Dialect } from './updates-metadata.js';

/** A release as the release index knows it, and where. */
export interface IndexedRelease {
  readonly version: string;
  readonly metadataUrl: string;
  readonly payloads: readonly Payload[];
  /** Only the extended dialect has them. */
  readonly aliases: readonly PayloadAlias[];
  /** JSON Pointer of its entry. */
  readonly path: string;
}

/**
 * Reads a release index, oldest release first, and notes what is wrong with it in `faults`.
 * @see cincinnati.md A.3, B.2, B.3
 */
export function readReleaseIndex(document: JsonDocument, faults: Fault[]): readonly IndexedRelease[] {
  return atOnce(releaseIndexSteps(document, faults));
}

/** The same with pauses. */
export function* releaseIndexSteps(
  document: JsonDocument,
  faults: Fault[],
): Steps<readonly IndexedRelease[]> {
  const pathOf = new Map<string, string>();
  const entries = new JsonCursor(document, faults).required('releases')?.elements() ?? [];
  return yield* mapSteps(entries, (entry) => {
    const version = entry.required('version')?.name(MOST_NAME) ?? null;
    const earlier = version === null ? undefined : pathOf.get(version);
    if (earlier)
      entry.fault('duplicate_version', `${version} is at ${earlier} already; keep one`, '/version');
    if (version !== null) pathOf.set(version, entry.path);
    return {
      version: version ?? '',
      metadataUrl: entry.required('metadata')?.string() ?? '',
      payloads: lastForEach([...readCommits(entry), ...readImages(entry)]),
      aliases: readAliases(entry),
      path: entry.path,
    };
  });
}

function readCommits(entry: JsonCursor): readonly Payload[] {
  return (entry.optional('commits')?.elements() ?? []).map((commit) => ({
    basearch: readBasearch(commit),
    scheme: 'checksum',
    payload: commit.required('checksum')?.string() ?? '',
  }));
}

function readImages(entry: JsonCursor): readonly Payload[] {
  return (entry.optional('oci-images')?.elements() ?? []).map((image) => {
    image.required('image')?.string();
    return { basearch: readBasearch(image), scheme: 'oci', payload: readReference(image) };
  });
}

function readAliases(entry: JsonCursor): readonly PayloadAlias[] {
  const aliases = (entry.optional('payload-aliases')?.elements() ?? []).map((alias) => ({
    basearch: readBasearch(alias),
    scheme: readScheme(alias),
    payload: alias.required('payload')?.string() ?? '',
    reason: alias.optional('reason')?.string() ?? '',
  }));
  return sortPayloads([...new Map(aliases.map((one) => [aliasId(one), one])).values()]);
}

function readScheme(alias: JsonCursor): Scheme {
  const field = alias.required('scheme');
  const scheme = field?.string();
  if (scheme && scheme !== 'checksum' && scheme !== 'oci') {
    field?.fault('invalid_payload', 'a scheme is checksum or oci');
  }
  return scheme === 'oci' ? 'oci' : 'checksum';
}

function readBasearch(entry: JsonCursor): string {
  return canonicalBasearch(entry.required('architecture')?.name(MOST_NAME) ?? '');
}

function readReference(image: JsonCursor): string {
  const field = image.required('digest-ref');
  const reference = field?.string() ?? '';
  if (reference !== '' && !reference.includes('@sha256:')) {
    // An agent that is given such a payload never updates again. @see cincinnati.md B.12
    field?.fault('invalid_payload', 'an image reference needs its digest: registry/repository@sha256:...');
  }
  return reference;
}

/** The last payload named for a basearch and scheme counts, and empty ones do not. @see cincinnati.md B.3 */
function lastForEach(payloads: readonly Payload[]): readonly Payload[] {
  const named = payloads.filter(({ basearch, payload }) => basearch !== '' && payload !== '');
  return sortPayloads([...new Map(named.map((one) => [`${one.scheme} ${one.basearch}`, one])).values()]);
}

/** How a release index is written. */
export interface IndexForm {
  /** RFC 3339 */
  readonly lastModified: string;
  readonly dialect: Dialect;
  /** What a stream goes by beside its name; only the extended dialect tells it. */
  readonly profile?: { readonly aliases: readonly string[]; readonly description: string };
}

/**
 * The release index of a stream, ready for JSON; the extended dialect tells the aliases of payloads, too, and
 * what the stream goes by.
 * @see cincinnati.md A.3; http-api.md 2
 */
export function writeReleaseIndex(
  stream: string,
  releases: readonly Release[],
  { lastModified, dialect, profile }: IndexForm,
): object {
  const { aliases = [], description = '' } = profile ?? {};
  return {
    stream,
    ...(profile && dialect === 'extended' && { 'stream-aliases': aliases, description }),
    metadata: { 'last-modified': lastModified },
    note: 'Written by Roost, oldest release first.',
    releases: releases.map((release) => writeRelease(release, dialect)),
  };
}

function writeRelease(release: Release, dialect: Dialect): object {
  const commits = release.payloads.filter(({ scheme }) => scheme === 'checksum');
  const images = release.payloads.filter(({ scheme }) => scheme === 'oci');
  const aliases = dialect === 'extended' ? release.aliases : [];
  return {
    version: release.version,
    metadata: release.metadataUrl,
    commits: commits.map(({ basearch, payload }) => ({ architecture: basearch, checksum: payload })),
    ...(images.length > 0 && { 'oci-images': images.map(writeImage) }),
    ...(aliases.length > 0 && { 'payload-aliases': aliases.map(writeAlias) }),
  };
}

function writeImage({ basearch, payload }: Payload): object {
  const [image] = payload.split('@', 1);
  return { architecture: basearch, image, 'digest-ref': payload };
}

/** Without its reason: anybody may read this, and reasons are for operators. @see http-api.md 2 */
function writeAlias({ basearch, scheme, payload }: PayloadAlias): object {
  return { architecture: basearch, scheme, payload };
}
