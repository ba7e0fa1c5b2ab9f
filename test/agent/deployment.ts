/** An image of an operating system, as a release of a stream names it. */
export interface Image {
  readonly version: string;
  /** A checksum, or an image reference with a digest. */
  readonly payload: string;
}

/**
 * What `rpm-ostree status --json` says of a deployment of this image, without the state it is in: the inside of
 * a JSON object. Every agent finds the stream where it looks for it: up to 0.0.29 in the metadata
 * of the commit, later in the manifest of the image.
 */
export function deploymentFields({ version, payload }: Image, stream: string): string {
  const [repository = '', digest] = payload.split('@');
  const container = {
    'container-image-reference': `ostree-image-signed:docker://${repository}:${stream}`,
    'container-image-reference-digest': digest,
  };
  const deployment = {
    version,
    checksum: imageKey({ version, payload }),
    'base-commit-meta': { 'fedora-coreos.stream': stream, 'ostree.manifest': manifestOf(stream) },
    ...(digest !== undefined && container),
  };
  return JSON.stringify(deployment).slice(1, -1);
}

/** What an image is asked for by: its checksum, or the 64 letters of its digest. */
export function imageKey({ payload }: Image): string {
  return payload.split(':').at(-1) ?? '';
}

function manifestOf(stream: string): string {
  const digest = `sha256:${'0'.repeat(64)}`;
  return JSON.stringify({
    schemaVersion: 2,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: 1 },
    layers: [],
    annotations: { 'fedora-coreos.stream': stream },
  });
}
