import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_PASTED, readPaste } from '../../../../src/adapters/console/explain/read-paste.js';
import { checksumNode, DIGEST, imageNode } from '../../../application/node-state/statuses.js';

const UUID = 'e0f3745b108f471cbd4883c6fbed8cdd';
const HYPHENS = 'e0f3745b-108f-471c-bd48-83c6fbed8cdd';
const MACHINE_ID = '1c09ca98649c4c7abc779cd04c96812e';
const OF_MACHINE = '978a225b3d7b40e9acd7ce9b62f68444';
const CHECKSUM = 'b'.repeat(64);

const QUERY = `basearch=x86_64&stream=stable&rollout_wariness=&node_uuid=${UUID}&group=default&platform=qemu&os_version=44.1&os_checksum=${CHECKSUM}`;
const READ = {
  stream: 'stable',
  basearch: 'x86_64',
  scheme: 'checksum',
  version: '44.1',
  payload: CHECKSUM,
  uuid: UUID,
  wariness: '',
  at: '',
};

const fieldsOf = (text: string) => {
  const read = readPaste(text);
  return read && 'fields' in read ? [read.kind, read.fields] : read;
};

describe("an agent's address", () => {
  test.each([
    ['whole', `https://updates.example/v1/graph?${QUERY}`],
    ['of a server below a path', `https://example.com/roost/v1/graph?${QUERY}`],
    ['without its server', `/v1/graph?${QUERY}`],
    ['of the explanation', `http://127.0.0.1:8080/v1/explain?${QUERY}`],
    ['of this page', `https://updates.example/console/explain?${QUERY}`],
    ['its query alone', QUERY],
    ['its query alone, with the question mark', `?${QUERY}`],
    ['on another path', `https://example.com/graph?${QUERY}`],
    ['with blanks around it', `  \n/v1/graph?${QUERY}\n`],
    [
      'in a line of the journal',
      `Nov 22 16:00:00 node zincati[1]: [ERROR zincati::cincinnati] failed to check for updates: error sending request for url (https://updates.example/v1/graph?${QUERY}): connection refused`,
    ],
    [
      'in the log of a proxy',
      `10.0.0.1 - - "GET /v1/graph?${QUERY} HTTP/1.1" 200 18231 "-" "zincati/0.0.30"`,
    ],
    [
      'in a log of JSON',
      JSON.stringify({ request: `/v1/graph?${QUERY}` }).replaceAll('&', String.raw`\u0026`),
    ],
    ['in a page', `<a href="/v1/graph?${QUERY.replaceAll('&', '&amp;')}">`],
    ['for a shell', `curl -s 'https://updates.example/v1/graph?${QUERY}' | jq .`],
    ['at the end of a sentence', `It asks https://updates.example/v1/graph?${QUERY}.`],
    ['the last of several', `/v1/graph?stream=next&basearch=aarch64\n/v1/graph?${QUERY}`],
  ])('is read: %s', (_, text) => {
    expect(fieldsOf(text)).toEqual(['query', READ]);
  });

  test.each([
    ['stream=a%2Bb&basearch=amd64', { stream: 'a+b', basearch: 'x86_64' }],
    ['stream=a+b&basearch=arm64', { stream: 'a b', basearch: 'aarch64' }],
    ['stream=%zz&basearch=%', { stream: '%zz', basearch: '%' }],
    ['stream=%E7%A8%B3%E5%AE%9A&basearch=', { stream: '稳定', basearch: '' }],
    [
      `stream=s&basearch=b&oci=true&os_checksum=quay.io%2Ffedora%2Ffedora-coreos%40sha256%3A${'c'.repeat(64)}`,
      { stream: 's', basearch: 'b', scheme: 'oci', payload: `quay.io/fedora/fedora-coreos@${DIGEST}` },
    ],
    ['stream=s&node_uuid=E0F3745B-108F-471C-BD48-83C6FBED8CDD', { stream: 's', uuid: UUID }],
    ['stream=s&node_uuid=nobody', { stream: 's', uuid: 'nobody' }],
    ['stream=s&at=2026-07-22T17%3A21%3A35Z', { stream: 's', at: '2026-07-22T17:21:35Z' }],
    ['stream=s&__proto__=x&constructor=y', { stream: 's' }],
    ['stream=<script>alert(1)</script>', { stream: '<script>alert(1)</script>' }],
  ])('is decoded as the server does it: %s', (query, fields) => {
    const nothing = Object.fromEntries(Object.keys(READ).map((name) => [name, '']));
    expect(fieldsOf(query)).toEqual(['query', { ...nothing, scheme: 'checksum', ...fields }]);
  });

  test.each([
    ['/v1/graph?stream=a&stream=b', { kind: 'unread', why: 'twice', detail: 'stream' }],
    ['oci=true&oci=true', { kind: 'unread', why: 'twice', detail: 'oci' }],
    ['/v1/graph?', { kind: 'unread', why: 'no_parameter', detail: '' }],
    ['https://updates.example/v1/graph?channel=stable', { kind: 'unread', why: 'no_parameter', detail: '' }],
  ])('is refused: %s', (text, refused) => {
    expect(readPaste(text)).toEqual(refused);
  });
});

describe('rpm-ostree status --json', () => {
  const text = (...deployments: object[]) => JSON.stringify({ deployments, transaction: null }, null, 2);

  test.each([
    ['alone', text(checksumNode())],
    [
      'with what a terminal has around it',
      `$ rpm-ostree status --json\n${text(checksumNode())}\n[core@node ~]$ `,
    ],
  ])('is read: %s', (_, pasted) => {
    expect(readPaste(pasted)).toEqual({
      kind: 'status',
      fields: { stream: 'stable', basearch: 's390x', scheme: 'checksum', version: '44.1', payload: CHECKSUM },
      staged: null,
      earlier: [],
    });
  });

  test('of several deployments is that of the booted one, and says what else is there', () => {
    const staged = { ...checksumNode(), booted: false, staged: true, version: '44.9' };
    const old = { ...checksumNode(), booted: false, version: '43.9', checksum: 'd'.repeat(64) };
    expect(readPaste(text(staged, imageNode(), old))).toEqual({
      kind: 'status',
      fields: {
        stream: 'next',
        basearch: 'aarch64',
        scheme: 'oci',
        version: '44.2',
        payload: `quay.io/fedora/fedora-coreos@${DIGEST}`,
      },
      staged: '44.9',
      earlier: ['d'.repeat(64)],
    });
  });

  test('that does not say its stream leaves that open', () => {
    const bare = { ...checksumNode(), 'base-commit-meta': {} };
    expect(fieldsOf(text(bare))).toEqual([
      'status',
      { scheme: 'checksum', version: '44.1', payload: CHECKSUM },
    ]);
  });

  test.each([
    ['cut short', text(checksumNode()).slice(0, -3), 'json', 'JSON'],
    [
      'of nothing that is booted',
      text({ ...checksumNode(), booted: false }),
      'status',
      'none of the deployments is booted',
    ],
    ['with a wrong type', '{"deployments": 7}', 'status', 'expected a list, found 7'],
    ['for people', 'State: idle\nDeployments:\n● fedora:fedora/x86_64/coreos/stable', 'not_json', ''],
  ])('%s is refused', (_, pasted, why, detail) => {
    expect(readPaste(pasted)).toMatchObject({ kind: 'unread', why, detail: expect.stringContaining(detail) });
  });
});

describe('what names a node', () => {
  const uuid = (of: string) => ({ uuid: of, wariness: '' });

  test.each([
    [UUID, ['uuid', uuid(UUID)]],
    [HYPHENS.toUpperCase(), ['uuid', uuid(UUID)]],
    [`{${HYPHENS}}\n`, ['uuid', uuid(UUID)]],
    [`agent running on node '${UUID}', in update group 'default'`, ['journal', uuid(UUID)]],
    [`Machine ID: ${MACHINE_ID}`, ['machine_id', uuid(OF_MACHINE)]],
    [`/etc/machine-id:${MACHINE_ID}`, ['machine_id', uuid(OF_MACHINE)]],
    [
      ` Static hostname: node\n       Machine ID: ${MACHINE_ID}\n   Boot ID: ${UUID}`,
      ['machine_id', uuid(OF_MACHINE)],
    ],
    [CHECKSUM.toUpperCase(), ['payload', { payload: CHECKSUM, scheme: 'checksum', version: '' }]],
    [
      `ostree-remote-image:fedora:docker://quay.io/fedora/fedora-coreos:stable@${DIGEST}`,
      ['payload', { payload: `quay.io/fedora/fedora-coreos@${DIGEST}`, scheme: 'oci', version: '' }],
    ],
    [
      `docker://quay.io/fedora/fedora-coreos@${DIGEST}`,
      ['payload', { payload: `quay.io/fedora/fedora-coreos@${DIGEST}`, scheme: 'oci', version: '' }],
    ],
    ['44.20260707.3.1', ['version', { version: '44.20260707.3.1', payload: '' }]],
    ['24.03-LTS.20260707', ['version', { version: '24.03-LTS.20260707', payload: '' }]],
  ])('is read: %s', (text, read) => {
    expect(fieldsOf(text)).toEqual(read);
  });

  test.each(['', '  \n '])('is not there in %j', (text) => {
    expect(readPaste(text)).toBeNull();
  });
});

describe('anything else', () => {
  test.each([
    ['hello'],
    ['https://updates.example/'],
    ['{"nodes":[],"edges":[]}'],
    ['[]'],
    [UUID.slice(1)],
    ['why does my node not update?'],
    ['\0\u202e\ud800'],
  ])('is not understood: %j', (text) => {
    expect(readPaste(text)).toEqual({ kind: 'unread', why: 'unknown', detail: '' });
  });

  test('over 1 MiB is not even looked at', () => {
    const most = `{"deployments":${' '.repeat(MOST_PASTED)}}`;
    expect(readPaste(most)).toEqual({ kind: 'unread', why: 'too_large', detail: '' });
  });

  test.each([
    ['of blanks', 'machine id' + ' '.repeat(1_000_000) + 'x'],
    ['of dots', `a${'.'.repeat(1_000_000)}@sha256:`],
    ['of one letter', 'a'.repeat(1_000_000)],
    ['of digits', '1.'.repeat(500_000)],
    ['of question marks', '?='.repeat(500_000)],
    ['of addresses', 'v1/graph?'.repeat(100_000)],
    ['of brackets', `{"deployments":${'['.repeat(500_000)}}`],
    ['of deep brackets', `{"deployments":${'['.repeat(500_000)}${']'.repeat(500_000)}}`],
  ])('%s without end is done with at once', (_, text) => {
    const start = performance.now();
    expect(readPaste(text)).toMatchObject({ kind: 'unread' });
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('never breaks', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.webUrl({ withQueryParameters: true })),
        (text) => {
          readPaste(text);
          readPaste(`{"deployments":[${text}]}`);
          readPaste(`/v1/graph?${text}`);
        },
      ),
    );
  });
});
