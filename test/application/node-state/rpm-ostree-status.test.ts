import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/adapters/documents/parse-json.js';
import { readStatus } from '../../../src/application/node-state/rpm-ostree-status.js';
import { checksumNode, DIGEST, imageNode } from './statuses.js';

const read = (status: unknown) => readStatus(parseJson('status', Buffer.from(JSON.stringify(status))));
const of = (...deployments: object[]) => ({ deployments });

describe('the status of a node', () => {
  test('that runs a checksum', () => {
    expect(read(of(checksumNode()))).toEqual({
      version: '44.1',
      scheme: 'checksum',
      payload: 'b'.repeat(64),
      stream: 'stable',
      basearch: 's390x',
      staged: null,
      earlier: [],
    });
  });

  test('that runs a checksum under packages of its own is that of the checksum below them', () => {
    const layered = { ...checksumNode(), 'base-checksum': 'a'.repeat(64) };
    expect(read(of(layered)).payload).toBe('a'.repeat(64));
  });

  test('that runs an image', () => {
    expect(read(of(imageNode()))).toEqual({
      version: '44.2',
      scheme: 'oci',
      payload: `quay.io/fedora/fedora-coreos@${DIGEST}`,
      stream: 'next',
      basearch: 'aarch64',
      staged: null,
      earlier: [],
    });
  });

  test('is that of what is booted, whatever else is there', () => {
    const staged = { ...checksumNode(), booted: false, staged: true, version: '44.9' };
    const old = { ...checksumNode(), booted: false, version: '43.9', checksum: 'd'.repeat(64) };
    expect(read(of(staged, imageNode(), old))).toMatchObject({
      version: '44.2',
      staged: '44.9',
      earlier: ['d'.repeat(64)],
    });
  });

  test.each([
    ['the label of the image', ['label', 'annotation', 'commit'], 'label'],
    ['the annotation of the image', [null, 'annotation', 'commit'], 'annotation'],
    ['the metadata of the commit', [null, null, 'commit'], 'commit'],
  ])('is of the stream that %s says', (_, [label, annotation, commit], stream) => {
    const meta = {
      'ostree.container.image-config': JSON.stringify({ config: { Labels: { 'com.coreos.stream': label } } }),
      'ostree.manifest': JSON.stringify({ annotations: { 'fedora-coreos.stream': annotation } }),
      'fedora-coreos.stream': commit,
    };
    expect(read(of({ ...imageNode(), 'base-commit-meta': meta })).stream).toBe(stream);
  });

  test('on its way from checksums to images is that of what agents put in place of the booted one', () => {
    const document = (value: unknown) => parseJson('status', Buffer.from(JSON.stringify(value)));
    const status = readStatus(document(of(checksumNode())), document(imageNode()));
    expect(status).toMatchObject({ scheme: 'oci', stream: 'next', earlier: [] });
  });

  test.each([
    ['an image that agents cannot name', { 'container-image-reference': 'oci:/var/os' }, 'oci:/var/os'],
    [
      'an image without a digest',
      { 'container-image-reference-digest': null },
      imageNode()['container-image-reference'],
    ],
  ])('that runs %s is taken as agents take it', (_, more, payload) => {
    expect(read(of({ ...imageNode(), ...more }))).toMatchObject({ scheme: 'checksum', payload });
  });

  test.each([
    ['nothing', { 'base-commit-meta': {} }],
    ['no JSON', { 'base-commit-meta': { 'ostree.manifest': '{', 'ostree.container.image-config': '' } }],
    [
      'something else',
      {
        'base-commit-meta': {
          'ostree.manifest': '{"annotations":[]}',
          'ostree.container.image-config': '{"architecture":7}',
        },
      },
    ],
    ['no metadata', { 'base-commit-meta': null }],
  ])('whose image says %s of stream and basearch', (_, more) => {
    expect(read(of({ ...imageNode(), ...more }))).toMatchObject({ stream: null, basearch: null });
  });

  test.each([
    [[], 'expected an object, found a list'],
    [{}, '"deployments" is missing or null'],
    [of(), 'status: none of the deployments is booted'],
    [of({ ...imageNode(), booted: false }), 'none of the deployments is booted'],
    [of({ ...imageNode(), booted: 'yes' }), '/deployments/0/booted: expected true or false, found a string'],
    [of({ ...imageNode(), version: 44 }), '/deployments/0/version: expected a string, found 44'],
    [of({ booted: true, version: '44.1' }), '"checksum" is missing'],
  ])('is refused: %j', (status, message) => {
    expect(() => read(status)).toThrow(message);
  });
});
