import { createHash } from 'node:crypto';
import type { Image } from './deployment.js';
import type { Draft } from './operator.js';

/** Both ways in which a release can be deployed. */
export const SCHEMES = ['checksum', 'oci'] as const;
export type Scheme = (typeof SCHEMES)[number];

export const REPOSITORY = 'quay.io/roost/os';

/** What a machine runs that runs this version in this scheme. */
export function image(version: string, scheme: Scheme, repository = REPOSITORY): Image {
  const hash = createHash('sha256').update(`${scheme} ${version}`).digest('hex');
  return { version, payload: scheme === 'oci' ? `${repository}@sha256:${hash}` : hash };
}

/** A release to publish, in both schemes. */
export function draft(version: string, more: Partial<Draft> = {}): Draft {
  const payloads = SCHEMES.map((scheme) => ({ scheme, payload: image(version, scheme).payload }));
  return { version, payloads, ...more };
}

/** A rollout that has reached everybody. */
export const FOR_ALL = { rollout: { start_fraction: 1 } } as const;
