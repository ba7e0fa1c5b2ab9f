/** Deployments as `rpm-ostree status --json` has them, as far as anybody reads them. */

export const DIGEST = `sha256:${'c'.repeat(64)}`;

export function checksumNode() {
  return {
    booted: true,
    staged: false,
    version: '44.1',
    checksum: 'b'.repeat(64),
    'base-commit-meta': { 'fedora-coreos.stream': 'stable', 'coreos-assembler.basearch': 's390x' },
  };
}

export function imageNode() {
  return {
    booted: true,
    version: '44.2',
    checksum: 'b'.repeat(64),
    'container-image-reference': 'ostree-remote-image:fedora:registry:quay.io/fedora/fedora-coreos:next',
    'container-image-reference-digest': DIGEST,
    'base-commit-meta': {
      'ostree.manifest': JSON.stringify({ annotations: { 'fedora-coreos.stream': 'next' } }),
      'ostree.container.image-config': JSON.stringify({ architecture: 'arm64' }),
    },
  };
}
