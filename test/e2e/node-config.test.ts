import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'smol-toml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexOf, rolledOut } from '../application/releases.js';
import { GraphFolder } from './graph-folder.js';
import { RunningApp } from './running-app.js';

const CLI = join(import.meta.dirname, '../../dist/src/cli.js');
const scratch = mkdtempSync(join(tmpdir(), 'roost-node-config-'));
const folder = new GraphFolder();
let app: RunningApp;
let here: string;

beforeAll(async () => {
  if (!existsSync(CLI)) throw new Error('these tests run the built command: npm run build');
  const profile = { aliases: ['stable'] };
  folder.write('2403-LTS', { index: indexOf('1', '2'), updates: rolledOut('2'), profile });
  app = await RunningApp.start({ graphData: folder.path });
  here = `http://127.0.0.1:${app.port}/`;
});

afterAll(async () => {
  await app.close();
  folder.remove();
  rmSync(scratch, { recursive: true, force: true });
});

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

async function nodeConfig(args: readonly string[], input = ''): Promise<Ended> {
  const env = { PATH: process.env['PATH'] };
  const child = spawn(process.execPath, [CLI, 'node-config', ...args], { env, cwd: scratch });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await ended, out, err };
}

const URL_OF_NOBODY = ['--base-url', 'https://roost.invalid/', '--no-check'];
const TOML = '[cincinnati]\nbase_url = "https://roost.invalid/"\n';

describe('roost node-config', () => {
  test('writes the drop-in, and asks nobody where it is told to', async () => {
    expect(await nodeConfig(URL_OF_NOBODY)).toEqual({ status: 0, out: TOML, err: '' });
  });

  test('takes every option', async () => {
    const node = ['--base-url', 'http://h/a', '--group', 'w', '--rollout-wariness', '1', '--no-check'];
    const windows = ['--window', 'Sat 1:00 60', '--window', 'Sun 2:00 30', '--time-zone', 'UTC'];
    const { status, out, err } = await nodeConfig([...node, '--strategy', 'periodic', ...windows]);
    expect(status).toBe(0);
    expect(parse(out)).toEqual({
      cincinnati: { base_url: 'http://h/a/' },
      identity: { group: 'w', rollout_wariness: 1 },
      updates: {
        strategy: 'periodic',
        periodic: {
          time_zone: 'UTC',
          window: [
            { days: ['Sat'], start_time: '01:00', length_minutes: 60 },
            { days: ['Sun'], start_time: '02:00', length_minutes: 30 },
          ],
        },
      },
    });
    expect(err).toBe(
      'note: --base-url: a slash was added at the end, as agents drop the last part of a path without one: http://h/a/\n' +
        'warning: --base-url: anybody on the way can offer nodes any update or keep them from all: use https\n',
    );
    const lock = ['--strategy', 'fleet_lock', '--fleet-lock-url', 'https://l/'];
    expect(parse((await nodeConfig([...URL_OF_NOBODY, ...lock])).out)).toMatchObject({
      updates: { strategy: 'fleet_lock', fleet_lock: { base_url: 'https://l/' } },
    });
  });

  test('writes Butane and Ignition', async () => {
    const butane = await nodeConfig([...URL_OF_NOBODY, '--format', 'butane']);
    expect(butane.out).toContain('variant: fcos\n');
    const { out } = await nodeConfig([...URL_OF_NOBODY, '--format', 'ignition']);
    const [file] = JSON.parse(out).storage.files;
    expect(decodeURIComponent(file.contents.source)).toBe(`data:,${TOML}`);
  });

  test.each([
    [[], '--base-url: it is missing'],
    [['--base-url', 'https://h/', 'x'], 'x: no arguments are expected'],
    [['--base-url', 'x', '--group', '!'], '--group: expected letters'],
    [
      ['--base-url', 'https://h/', '--fleet-lock-url', 'https://l/'],
      '--fleet-lock-url: it is for the strategy',
    ],
    [['--base-url', 'https://h/', '--format', 'yaml'], '--format: expected toml, butane or ignition'],
    [['--base-url', 'https://h/', '--merge', 'x'], '--merge: only Ignition files can be merged into'],
    [['--base-url', 'https://h/', '--stream', 'a b'], '--stream: a name is'],
    [['--base-url', 'https://h/', '--basearch', ''], '--basearch: a name is'],
    [
      ['--base-url', 'https://h/', '--format', 'ignition', '--merge', 'nope'],
      '--merge: ENOENT: no such file or directory, open',
    ],
  ])('%j is wrong usage', async (args, message) => {
    const { status, out, err } = await nodeConfig(args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

describe('roost node-config --merge', () => {
  const MERGE = [...URL_OF_NOBODY, '--format', 'ignition', '--merge'];

  test('puts it into a file, which stays as it is, or into what comes in', async () => {
    const config = { ignition: { version: '3.3.0' }, passwd: { users: [{ name: 'core' }] } };
    const file = join(scratch, 'a.ign');
    writeFileSync(file, JSON.stringify(config));
    const merged = await nodeConfig([...MERGE, file]);
    expect([merged.status, merged.err]).toEqual([0, '']);
    expect(JSON.parse(merged.out)).toEqual({ ...config, storage: { files: [expect.anything()] } });
    expect((await nodeConfig([...MERGE, '-'], JSON.stringify(config))).out).toBe(merged.out);
    const again = await nodeConfig([...MERGE, '-'], merged.out);
    const had = 'note: standard input had /etc/zincati/config.d/90-roost.toml already: it is replaced\n';
    expect(again).toEqual({ status: 0, out: merged.out, err: had });
  });

  test.each([
    ['{"ignition": {"version": "2.3.0"}', 'roost: standard input: (root): expected JSON: '],
    ['{"ignition": {"version": "2.3.0"}}', 'translate it with ign-converter'],
    ['variant: fcos\nversion: 1.4.0\n', 'this looks like Butane: take --format butane'],
    [
      '{"ignition": {"version": "4.0.0"}, "storage": {"files": 1}}',
      'standard input: /storage/files: expected a list, found 1',
    ],
  ])('refuses %j and writes nothing', async (config, message) => {
    const { status, out, err } = await nodeConfig([...MERGE, '-'], config);
    expect([status, out]).toEqual([1, '']);
    expect(err).toContain(message);
  });
});

describe('roost node-config, of a server that runs', () => {
  const itself =
    'warning: --base-url: the host is the node itself: give a name that nodes know the server by\n';

  test('finds nothing wrong with a stream by its name', async () => {
    const { status, err } = await nodeConfig([
      '--base-url',
      here,
      '--stream',
      '2403-LTS',
      '--basearch',
      'amd64',
    ]);
    expect([status, err]).toEqual([0, itself]);
  });

  test('warns of an alias', async () => {
    const { status, out, err } = await nodeConfig(['--base-url', here]);
    expect([status, out]).toEqual([0, `[cincinnati]\nbase_url = "${here}"\n`]);
    expect(err).toBe(
      `${itself}warning: stable is an alias of 2403-LTS there, and nodes throw away updates whose images carry the ` +
        'name of another stream than their own: its images must carry stable\n',
    );
  });

  test.each([
    [['--stream', 'nope'], 'answers an agent with 404: no such stream here; there is 2403-LTS'],
    [['--basearch', 's390x'], 'answers an agent with 404: '],
  ])('warns of what it does not know: %j', async (args, message) => {
    const { status, out, err } = await nodeConfig(['--base-url', here, ...args]);
    expect([status, out]).toEqual([0, expect.stringContaining('base_url')]);
    expect(err).toContain(message);
  });

  test('warns of a prefix that leads nowhere, and of a server that is not there', async () => {
    const nowhere = await nodeConfig(['--base-url', `${here}prefix/`]);
    expect([nowhere.status, nowhere.err]).toEqual([0, expect.stringContaining('answers an agent with 404')]);
    const gone = await nodeConfig(['--base-url', 'http://127.0.0.1:1/']);
    expect([gone.status, gone.err]).toEqual([0, expect.stringContaining('the server could not be asked: ')]);
    const unknowable = await nodeConfig(['--base-url', `${here}\${platform}/`]);
    expect(unknowable.err).toContain(
      'warning: --base-url: not checked: with these templates only the node knows',
    );
  });
});
