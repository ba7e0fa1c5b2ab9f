import type { RawIndex, RawUpdates } from '../graph/naive.js';
import type { Content, SoakRollout } from './content.js';

/** The release index of what a stream holds. @see cincinnati.md A.3 */
export function releaseIndex(stream: string, content: Content): RawIndex & Record<string, unknown> {
  return {
    stream,
    metadata: { 'last-modified': '2026-11-22T16:00:00Z' },
    note: 'made by the soak',
    releases: content.map(({ version, payloads }) => ({
      version,
      metadata: `https://builds.example/${version}.json`,
      commits: payloads
        .filter(({ scheme }) => scheme === 'checksum')
        .map(({ basearch, payload }) => ({ architecture: basearch, checksum: payload })),
      'oci-images': payloads
        .filter(({ scheme }) => scheme === 'oci')
        .map(({ basearch, payload }) => ({
          ...{ architecture: basearch, image: payload.split('@')[0] },
          'digest-ref': payload,
        })),
    })),
  };
}

/** The updates metadata of what a stream holds. */
export function updatesMetadata(stream: string, content: Content): RawUpdates & Record<string, unknown> {
  const entries = content.map(({ version, barrier, deadend, rollout }) => ({
    version,
    metadata: {
      ...(barrier !== null && { barrier: { reason: barrier } }),
      ...(deadend !== null && { deadend: { reason: deadend } }),
      ...(rollout && { rollout: rolloutFields(rollout) }),
    },
  }));
  return {
    stream,
    metadata: { 'last-modified': '2026-11-22T16:00:00Z' },
    releases: entries.filter(({ metadata }) => Object.keys(metadata).length > 0),
  };
}

function rolloutFields({ start, fraction, minutes }: SoakRollout): Readonly<Record<string, number>> {
  return {
    ...{ start_epoch: start, start_percentage: fraction },
    ...(minutes !== null && { duration_minutes: minutes }),
  };
}
