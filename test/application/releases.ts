import { bareRelease, type Release } from '../../src/graph/model.js';

/** A release with one checksum for x86_64, and whatever else the test says. */
export function release(version: string, more: Partial<Release> = {}): Release {
  const payload = version.padEnd(64, '0').replace(/[^0-9a-f]/g, 'a');
  return {
    ...bareRelease(version, `https://example.com/${version}`, [
      { basearch: 'x86_64', scheme: 'checksum', payload },
    ]),
    ...more,
  };
}

/** The release index of versions that all have a checksum for x86_64. */
export function indexOf(...versions: readonly string[]): { releases: object[] } {
  return {
    releases: versions.map((version) => ({
      version,
      metadata: '',
      commits: [{ architecture: 'x86_64', checksum: release(version).payloads[0]?.payload }],
    })),
  };
}

/** Updates metadata that let everybody have these versions. */
export function rolledOut(...versions: readonly string[]): { stream: string; releases: object[] } {
  return {
    stream: 'any',
    releases: versions.map((version) => ({ version, metadata: { rollout: { start_percentage: 1.0 } } })),
  };
}
