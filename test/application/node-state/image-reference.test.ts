import { expect, test } from 'vitest';
import { pullspec } from '../../../src/application/node-state/image-reference.js';

const DIGEST = `sha256:${'c'.repeat(64)}`;

test.each([
  ['ostree-remote-image:fedora:registry:quay.io/fedora/fedora-coreos:stable', 'quay.io/fedora/fedora-coreos'],
  ['ostree-remote-image:fedora:docker://quay.io/fedora/fedora-coreos:stable', 'quay.io/fedora/fedora-coreos'],
  ['ostree-remote-registry:fedora:quay.io/fedora/fedora-coreos:stable', 'quay.io/fedora/fedora-coreos'],
  ['ostree-image-signed:docker://quay.io/fedora/fedora-coreos:stable', 'quay.io/fedora/fedora-coreos'],
  ['ostree-unverified-image:registry:localhost/os', 'localhost/os'],
  ['ostree-unverified-registry:mirror.example:5000/nestos/os:24.03', 'mirror.example:5000/nestos/os'],
  [`ostree-unverified-registry:quay.io/os:stable@sha256:${'a'.repeat(64)}`, 'quay.io/os'],
  [`ostree-unverified-registry:quay.io/os@sha256:${'a'.repeat(64)}`, 'quay.io/os'],
  ['ostree-unverified-registry:nestos/os', 'docker.io/nestos/os'],
  ['ostree-unverified-registry:os:stable', 'docker.io/library/os'],
  ['ostree-unverified-registry:index.docker.io/os', 'docker.io/library/os'],
  ['ostree-unverified-registry:docker.io/nestos/os', 'docker.io/nestos/os'],
  ['ostree-image-signed:docker:quay.io/os', null],
  ['ostree-image-signed:oci:/var/os', null],
  ['ostree-remote-image:registry:quay.io/os', null],
  ['quay.io/os:stable', null],
  ['fedora:fedora/x86_64/coreos/stable', null],
  ['ostree-unverified-registry:quay.io/OS', null],
  ['ostree-unverified-registry:', null],
])('%s is named %s by agents', (reference, expected) => {
  expect(pullspec(reference, DIGEST)).toBe(expected && `${expected}@${DIGEST}`);
});
