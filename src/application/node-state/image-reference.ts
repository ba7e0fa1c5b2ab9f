/**
 * The image that a node runs as agents name it: registry and repository with the digest in place of the tag.
 * @param reference as rpm-ostree has it: `ostree-remote-image:fedora:registry:quay.io/fedora/fedora-coreos:stable`
 * @param digest `sha256:...`
 * @returns `null` for what agents cannot read: they take the node for one without an image then
 * @see zincati src/rpm_ostree/cli_status.rs, ostree-ext src/container/mod.rs
 */
export function pullspec(reference: string, digest: string): string | null {
  const name = imageName(reference);
  const [, whole = '', domain, path = ''] = NAME.exec(name ?? '') ?? [];
  if (whole === '') return null;
  const isDomain = domain !== undefined && (/[.:]/.test(domain) || domain === 'localhost');
  const [registry, repository] = isDomain ? [domain, path] : [DOCKER_HUB, whole];
  if (registry !== DOCKER_HUB && registry !== 'index.docker.io') return `${registry}/${repository}@${digest}`;
  const official = repository.includes('/') ? '' : 'library/';
  return `${DOCKER_HUB}/${official}${repository}@${digest}`;
}

const DOCKER_HUB = 'docker.io';

/** Name without tag and digest; its first part, which may be a registry; the rest. */
const NAME =
  /^((?:([A-Za-z0-9.-]+(?::\d+)?)\/)?([a-z0-9]+(?:[._/-]+[a-z0-9]+)*))(?::\w[\w.-]{0,127})?(?:@[\w:+.-]+)?$/;

/** Where signatures are looked for, and how the image is fetched, stands before its name. */
const SIGNED =
  /^(?:ostree-image-signed|ostree-unverified-image|ostree-remote-image:[^:]*):(?:registry:|docker:\/\/)(.+)$/;
const REGISTRY = /^(?:ostree-unverified-registry|ostree-remote-registry:[^:]*):(.+)$/;

function imageName(reference: string): string | null {
  return SIGNED.exec(reference)?.[1] ?? REGISTRY.exec(reference)?.[1] ?? null;
}
