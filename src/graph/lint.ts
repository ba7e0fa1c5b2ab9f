import { placesIn, type Documents } from './documents.js';
import { located, type Finding, type Remark } from './finding.js';
import { lintPauses, lintRunning } from './lint-rollouts.js';
import {
  LINT_SECTION,
  lintBasearchesOf,
  duplicateSteps,
  lintPayload,
  lintVersion,
  ownedPayloads,
} from './lint-release.js';
import { SECTIONS, type Release } from './model.js';
import { atOnce, flatMapSteps, type Steps } from './steps.js';

/**
 * What is wrong with a stream as its documents have it. A source's documents are served in spite of it: a
 * server must serve what is there.
 * @param at seconds since the Unix epoch, UTC
 * @see http-api.md 6
 */
export function lintDocuments(documents: Documents, at: number): readonly Finding[] {
  return atOnce(lintDocumentSteps(documents, at));
}

/** The same with pauses. */
export function* lintDocumentSteps(documents: Documents, at: number): Steps<readonly Finding[]> {
  const remarks = yield* lintStreamSteps(documents.releases, at);
  return [...located(remarks, placesIn(documents)), ...lintStrays(documents)];
}

/** What is wrong with a stream as it stands. */
export function lintStream(releases: readonly Release[], at: number): readonly Remark[] {
  return atOnce(lintStreamSteps(releases, at));
}

/** The same with pauses. */
export function* lintStreamSteps(releases: readonly Release[], at: number): Steps<readonly Remark[]> {
  const newest = releases.at(-1);
  return [
    ...(yield* flatMapSteps(releases, lintRelease)),
    ...(yield* duplicateSteps(ownedPayloads(releases))),
    ...(newest ? lintBasearchesOf(newest, releases.at(-2)) : []),
    ...lintRunning(releases, at),
    ...lintPauses(releases, at),
  ];
}

function lintRelease(release: Release): readonly Remark[] {
  return [
    ...lintVersion(release),
    ...[...release.payloads, ...release.aliases].flatMap((payload) => lintPayload(release.version, payload)),
    ...SECTIONS.flatMap((section) => LINT_SECTION[section](release)),
  ];
}

/** What the updates metadata say of versions that the release index does not have. */
export function lintStrays({ strays }: Documents): readonly Finding[] {
  return strays.map(({ version, place }) => ({
    code: 'unknown_version',
    severity: 'error',
    document: place.document,
    path: `${place.path}/version`,
    message: `${version} is not in the release index: correct it or leave it out`,
  }));
}
