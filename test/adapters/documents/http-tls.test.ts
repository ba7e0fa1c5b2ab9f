import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  answerWell,
  closeAll,
  INDEX,
  proxying,
  serving,
  started,
  type CountingServer,
} from './http-servers.js';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roost-tls-'));
  const authority = [
    'req',
    '-x509',
    ...NEW_KEY,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=ours',
    '-days',
    '2',
  ];
  await run('openssl', authority, { cwd: folder });
  await certify('good', 'IP:127.0.0.1', 2);
  await certify('expired', 'IP:127.0.0.1', -1);
  await certify('other', 'DNS:other.example', 2);
});

afterEach(closeAll);
afterAll(() => rmSync(folder, { recursive: true }));

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** A certificate of our authority, in `<name>.pem` with its key. */
async function certify(name: string, subject: string, days: number): Promise<void> {
  writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${subject}`);
  const request = [
    'req',
    ...NEW_KEY,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.csr`,
    '-subj',
    `/CN=${name}`,
  ];
  await run('openssl', request, { cwd: folder });
  const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', String(days)];
  const sign = [
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-out',
    `${name}.pem`,
    '-extfile',
    `${name}.ext`,
    ...by,
  ];
  await run('openssl', sign, { cwd: folder });
}

async function servingTls(certificate: string): Promise<CountingServer> {
  const [cert, key] = [read(`${certificate}.pem`), read(`${certificate}.key`)];
  return started(createServer({ cert, key }, answerWell));
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** What becomes of a read in a process of its own, as node reads its authorities once, at its start. */
async function readElsewhere(host: string, env: Readonly<Record<string, string>>): Promise<string> {
  const child = execFile(process.execPath, ['--input-type=module', '-e', CHILD], {
    env: { ...env, SOURCE: `https://${host}` },
  });
  let out = '';
  child.stdout?.on('data', (text: string) => (out += text));
  child.stderr?.on('data', (text: string) => (out += text));
  await once(child, 'close');
  return out;
}

const SOURCE = new URL('../../../dist/src/adapters/documents/http-source.js', import.meta.url).href;
const CHILD = `
  import { HttpSource } from '${SOURCE}';
  const source = new HttpSource(process.env.SOURCE, ['stable'], { proxies: { httpsProxy: process.env.PROXY } });
  const say = (text) => process.stdout.write(text);
  await source.read('stable').then((read) => say('well ' + read.parse().index.value.releases.length), (error) => say(error.message));
`;

describe('an upstream with TLS', () => {
  const ours = () => ({ NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') });

  test('is trusted by an authority of NODE_EXTRA_CA_CERTS', async () => {
    expect(await readElsewhere((await servingTls('good')).host, ours())).toBe('well 1');
  });

  test('is trusted by it through a proxy, too', async () => {
    const [server, proxy] = [await servingTls('good'), await proxying()];
    expect(await readElsewhere(server.host, { ...ours(), PROXY: proxy.url })).toBe('well 1');
    expect(proxy.asked).toEqual([`CONNECT ${server.host}`, `CONNECT ${server.host}`]);
  });

  test.each([
    [
      'good',
      {},
      'the certificate is not from an authority that is trusted here; NODE_EXTRA_CA_CERTS names a file with more of them',
    ],
    ['expired', null, 'the certificate has expired'],
    ['other', null, 'the certificate is for another name'],
  ])('whose certificate is %s is refused (%j): %s', async (certificate, env, reason) => {
    const [{ host }, proxy] = [await servingTls(certificate), await proxying()];
    const name = `https://${host}${INDEX}`;
    expect(await readElsewhere(host, env ?? ours())).toBe(`${name}: ${reason}`);
    const hint = `(HTTPS_PROXY is ${proxy.url})`;
    expect(await readElsewhere(host, { ...(env ?? ours()), PROXY: proxy.url })).toBe(
      `${name}: ${reason} ${hint}`,
    );
  });

  test('that has none is refused', async () => {
    const { host } = await serving(answerWell);
    const reason = 'no TLS came about: is it a server for plain HTTP?';
    expect(await readElsewhere(host, ours())).toBe(`https://${host}${INDEX}: ${reason}`);
  });

  test('is not left for one without', async () => {
    const plain = await serving(answerWell);
    const [cert, key] = [read('good.pem'), read('good.key')];
    const server = await started(
      createServer({ cert, key }, (_, response) => response.writeHead(302, { Location: plain.url }).end()),
    );
    const message = `https://${server.host}${INDEX}: is redirected from https: to http:`;
    expect(await readElsewhere(server.host, ours())).toBe(message);
    expect(plain.asked).toEqual([]);
  });
});
