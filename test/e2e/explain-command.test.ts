import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeUuid } from '../../src/application/node-state/node-uuid.js';
import { checksumNode } from '../application/node-state/statuses.js';
import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { rolloutOf } from '../graph/draw.js';
import { RunningApp } from './running-app.js';

const CLI = join(import.meta.dirname, '../../dist/src/cli.js');
const START = 1_784_649_600; // 2026-07-21T16:00:00Z
const MACHINE = '1c09ca98649c4c7abc779cd04c96812e';
const root = mkdtempSync(join(tmpdir(), 'roost-node-'));
let app: RunningApp;
let url: string;

const barrier = { reason: 'a reason', basearches: null };
const RELEASES = [
  release('0.1', { deadend: barrier }),
  release('1.0', {}),
  release('2.0', { barrier }),
  release('3.0', { rollout: rolloutOf(START, 0, 2880) }),
];

beforeAll(async () => {
  app = await RunningApp.start({ now: START + 60 });
  url = `http://127.0.0.1:${app.port}/`;
  await app.store.change('stable', releasesAre(...RELEASES), NOTE);
  await app.store.change('old', releasesAre(release('1.0', {}), release('2.0', {})), NOTE);
  const paused = release('2.0', { rollout: rolloutOf(null, 0, null) });
  await app.store.change('paused', releasesAre(release('1.0', {}), paused), NOTE);
  await app.refresh();
  mkdirSync(join(root, 'etc/zincati/config.d'), { recursive: true });
  writeFileSync(join(root, 'etc/machine-id'), `${MACHINE}\n`);
});

afterAll(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Of the node whose file system is there. */
async function explain(
  args: readonly string[],
  stdin = '',
  env: Record<string, string> = {},
): Promise<Ended> {
  return run(['explain', '--root', root, ...args], stdin, env);
}

async function run(args: readonly string[], stdin = '', env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'], ...env } };
    const child = execFile(process.execPath, [CLI, ...args], options, (_, out, err) =>
      resolve({ status: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end(stdin);
  });
}

/** What a node says of itself that runs a release. */
function statusOf(version: string, more: object = {}): string {
  const [payload] = release(version).payloads;
  const meta = { 'fedora-coreos.stream': 'stable', 'coreos-assembler.basearch': 'x86_64' };
  const booted = { ...checksumNode(), version, checksum: payload?.payload, 'base-commit-meta': meta };
  return JSON.stringify({ deployments: [{ ...booted, ...more }] });
}

function configure(text: string): void {
  writeFileSync(join(root, 'etc/zincati/config.d/90-roost.toml'), text);
}

const named = (version: string, stream = 'stable') => [
  ...['--url', url, '--stream', stream, '--basearch', 'x86_64', '--os-version', version],
];

describe('roost explain', () => {
  test('says why a node does not update, of which it has the status', async () => {
    const { status, out, err } = await explain(['--url', url, '--rpm-ostree-status', '-'], statusOf('2.0'));
    const uuid = nodeUuid(MACHINE)!;
    expect([status, err]).toEqual([1, '']);
    expect(out).toBe(
      "held_back: This node runs 2.0 and will be offered 3.0 at 2026-07-21T16:35:40Z: its rollout has reached 0 % of the fleet, and this node's turn comes at 1 %. Nothing needs to be done on the node.\n\n" +
        `  wariness  0.012382099158110928 (node_uuid)\n  uuid      ${uuid} (${root}/etc/machine-id)\n  path      2.0 > 3.0\n` +
        `  asked     ${url}v1/explain?stream=stable&basearch=x86_64&os_version=2.0&os_checksum=${release('2.0').payloads[0]?.payload}&node_uuid=${uuid}&group=default\n`,
    );
  });

  test('prints the answer as JSON where that is wanted', async () => {
    const { status, out } = await explain([...named('2.0'), '--json']);
    const { body } = await app.get(
      `/v1/explain?stream=stable&basearch=x86_64&os_version=2.0&node_uuid=${nodeUuid(MACHINE)}`,
    );
    expect([status, JSON.parse(out)]).toEqual([1, body]);
  });

  test.each([
    ['3.0', 'stable', 0, 'up_to_date'],
    ['1.0', 'stable', 0, 'update_available'],
    ['2.0', 'stable', 1, 'held_back'],
    ['1.0', 'paused', 1, 'rollout_paused'],
    ['0.1', 'stable', 3, 'deadend'],
    ['9.0', 'stable', 3, 'unknown_payload'],
    ['1.0', 'old', 3, 'no_path'],
  ])('of %s in %s ends with status %i', async (version, stream, expected, verdict) => {
    const { status, out } = await explain(named(version, stream));
    expect([status, out.split(':')[0]]).toEqual([expected, verdict]);
  });

  test('ends with status 3 where the server does not know the stream or the basearch', async () => {
    const stream = await explain(named('1.0', 'nope'));
    expect([stream.status, stream.out]).toEqual([3, '']);
    expect(stream.err).toContain('unknown_stream: no such stream here; there are old, paused, stable');
    expect((await explain([...named('1.0'), '--basearch', 'riscv64'])).status).toBe(3);
  });

  test('ends with status 4 where there is no answer, or none of a Roost', async () => {
    const nobody = await explain([...named('1.0'), '--url', 'http://127.0.0.1:1']);
    expect([nobody.status, nobody.out]).toEqual([4, '']);
    expect(nobody.err).toContain('http://127.0.0.1:1 cannot be asked');
    const server = createServer((_, response) => response.end('<html>')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const other = await explain([...named('1.0'), '--url', `http://127.0.0.1:${port}`]);
    server.close();
    expect([other.status, other.err]).toEqual([
      4,
      expect.stringContaining('there is no Roost at this address'),
    ]);
    expect((await explain([...named('1.0'), '--url', `${url}prefix`])).status).toBe(4);
  });

  test('speaks the language of the environment, or the one that is wanted', async () => {
    expect((await explain(named('3.0'), '', { LANG: 'zh_CN.UTF-8' })).out).toContain('本节点运行 3.0');
    expect((await explain([...named('3.0'), '--language', 'en'], '', { LC_ALL: 'zh_CN' })).out).toContain(
      'This node runs',
    );
    expect((await explain(named('3.0'), '', { LANG: 'de_DE.UTF-8' })).out).toContain('This node runs');
  });

  test('knows what the agent is configured with', async () => {
    configure(
      `[cincinnati]\nbase_url = "${url}"\n[identity]\nrollout_wariness = 0.000694\nnode_uuid = "${'a'.repeat(32)}"\n[updates]\nenabled = false\nstrategy = "periodic"\n`,
    );
    const { status, out } = await explain(['--rpm-ostree-status', '-'], statusOf('2.0'));
    expect(status).toBe(1);
    expect(out).toContain('offered 3.0 at 2026-07-21T16:02:00Z');
    expect(out).toContain('wariness  0.000694 (rollout_wariness)');
    expect(out).toContain(`uuid      ${'a'.repeat(32)} (the agent's configuration)`);
    const offered = await explain(
      ['--rpm-ostree-status', '-', '--at', '2026-07-21T16:02:00Z'],
      statusOf('2.0'),
    );
    expect([offered.status, offered.out.split('\n').slice(1, 3)]).toEqual([
      0,
      [
        'Found on this node: updates are switched off (updates.enabled = false).',
        'Found on this node: its update strategy is periodic.',
      ],
    ]);
    configure('[cincinnati]\nbase_url = ""\n');
  });

  test('says what of the node keeps it from an update that it is offered', async () => {
    const before = { ...checksumNode(), booted: false, checksum: release('2.0').payloads[0]?.payload };
    const staged = { ...checksumNode(), booted: false, staged: true, version: '9.9\u001b[31m' };
    const { deployments } = JSON.parse(statusOf('1.0'));
    const status = JSON.stringify({ deployments: [staged, ...deployments, before] });
    const { out } = await explain(['--url', url, '--rpm-ostree-status', '-'], status);
    expect(out.split('\n').slice(1, 3)).toEqual([
      'Found on this node: it has been on the node before, and agents take nothing a second time.',
      'Found on this node: 9.9\ufffd[31m is staged and waits for a reboot.',
    ]);
  });

  test('takes nothing of this machine for another node, and says so where it does', async () => {
    configure('[identity]\nrollout_wariness = 1.0\n');
    const uuid = 'e0f3745b-108f-471c-bd48-83c6fbed8cdd';
    const other = await explain(
      ['--url', url, '--rpm-ostree-status', '-', '--node-uuid', uuid, '--root', root],
      statusOf('2.0'),
    );
    configure('');
    expect(other.out).toContain('wariness  1 (rollout_wariness)');
    const args = ['explain', '--url', url, '--rpm-ostree-status', '-'];
    const plain = await run([...args, '--node-uuid', uuid], statusOf('2.0'));
    expect([plain.out, plain.err]).toEqual([
      expect.stringContaining('wariness  0.6533234000651716 (node_uuid)'),
      '',
    ]);
    const mixed = await run(args, statusOf('2.0'));
    expect(mixed.err).toContain("the agent's configuration are those of this machine");
  });

  test('asks where the agent would ask, with the platform that it was booted with', async () => {
    configure(`[cincinnati]\nbase_url = "${url}\${platform}/"\n`);
    const unknown = await explain(['--rpm-ostree-status', '-'], statusOf('2.0'));
    mkdirSync(join(root, 'proc'));
    writeFileSync(join(root, 'proc/cmdline'), 'BOOT_IMAGE=/x ignition.platform.id=qemu quiet\n');
    const known = await explain(['--rpm-ostree-status', '-'], statusOf('2.0'));
    rmSync(join(root, 'proc'), { recursive: true });
    configure('');
    expect([unknown.status, unknown.err]).toEqual([
      2,
      expect.stringContaining('nobody knows here what ${platform} is'),
    ]);
    expect(known.err).toContain(`asked ${url}qemu/v1/explain?`);
    expect(known.err).toContain('platform=qemu');
  });

  test("takes the agent's own URL for the server's", async () => {
    const { status } = await explain([...named('3.0'), '--url', `${url}v1/graph?stream=x`]);
    expect(status).toBe(0);
  });

  test('never ends as if the node were held back when something goes wrong', async () => {
    const machineId = join(root, 'etc/machine-id');
    rmSync(machineId);
    mkdirSync(machineId);
    const { status, err } = await explain(named('1.0'));
    rmSync(machineId, { recursive: true });
    writeFileSync(machineId, `${MACHINE}\n`);
    expect([status, err]).toEqual([2, expect.stringContaining('etc/machine-id cannot be read: EISDIR')]);
  });

  test.each([
    ['{"verdict":"up_to_date"}', 'there is no Roost at this address'],
    ['{"kind":"\\u001b[2Jodd","value":"\\u0007"}', 'roost: \ufffd[2Jodd: \ufffd'],
  ])('of a server that answers %s ends with status 4', async (body, said) => {
    const server = createServer((_, response) => response.end(body)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { status, err } = await explain([...named('1.0'), '--url', `http://127.0.0.1:${port}`]);
    server.close();
    expect([status, err]).toEqual([4, expect.stringContaining(said)]);
  });

  test('asks where the agent would ask, whose URL may lack a slash', async () => {
    configure(`[cincinnati]\nbase_url = "${url}\${stream}/x"\n`);
    const { err } = await explain(['--rpm-ostree-status', '-'], statusOf('2.0'));
    configure('');
    expect(err).toContain(`asked ${url}stable/v1/explain?`);
  });

  test('runs rpm-ostree where nothing else is said', async () => {
    const bin = join(root, 'bin');
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'rpm-ostree'),
      `#!/bin/sh\n[ "$*" = "status --json" ] && cat <<'END'\n${statusOf('3.0')}\nEND\n`,
    );
    chmodSync(join(bin, 'rpm-ostree'), 0o755);
    const { status, out } = await explain(['--url', url], '', { PATH: `${bin}:${process.env['PATH']}` });
    expect([status, out.split(':')[0]]).toEqual([0, 'up_to_date']);
    expect(await explain(['--url', url])).toMatchObject({
      status: 2,
      err: expect.stringContaining('run this on the node'),
    });
  });

  test.each([
    [['--rpm-ostree-status', '/nowhere', '--url', 'http://x/'], '--rpm-ostree-status: ENOENT'],
    [
      ['--rpm-ostree-status', '-', '--url', 'http://x/'],
      'standard input: expected JSON: the document is empty',
    ],
    [['--os-version', '1', '--url', 'http://x/'], '--stream: say which one the node follows'],
    [['--os-version', '1', '--stream', 's'], '--url: say which server'],
    [
      ['--os-version', '1', '--stream', 's', '--url', 'roost:8080'],
      '--url: expected one like https://updates.example/',
    ],
    [['--os-version', '1', '--stream', 's', '--url', 'http://x/', '--at', 'soon'], '--at: expected a time'],
    [
      ['--os-version', '1', '--stream', 's', '--url', 'http://x/', '--machine-id', 'x'],
      '--machine-id: expected a machine id',
    ],
    [
      ['--os-version', '1', '--stream', 's', '--url', 'http://x/', '--language', 'fr'],
      '--language: expected en or zh',
    ],
    [
      ['--os-version', '1', '--stream', 's', '--url', 'http://x/', '--node-uuid', 'xx'],
      '--node-uuid: expected a uuid',
    ],
    [
      ['--os-version', '1', '--stream', 's', '--url', 'http://x/', '--rollout-wariness', 'abc'],
      '--rollout-wariness: expected a number',
    ],
    [['now'], 'no arguments are expected'],
  ])('%j is wrong usage', async (args, message) => {
    const { status, out, err } = await explain(args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});
