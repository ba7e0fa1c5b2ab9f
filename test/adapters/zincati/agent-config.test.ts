import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAgentConfig } from '../../../src/adapters/zincati/agent-config.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'roost-agent-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  const path = pathOf(file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** `etc/50-a.toml` stands in the folder of agents. */
function pathOf(file: string): string {
  const [, folder = '', name = ''] = /^(.*)\/([^/]*)$/.exec(file) ?? [];
  return join(root, folder, 'zincati/config.d', name);
}

const base = (url: string) => `[cincinnati]\nbase_url = "${url}"\n`;

const NOTHING = {
  baseUrl: null,
  group: null,
  nodeUuid: null,
  rolloutWariness: null,
  isEnabled: true,
  strategy: null,
};

test('of a node without any is empty', () => {
  expect(readAgentConfig(root)).toEqual(NOTHING);
});

test('says everything that decides about updates', () => {
  write(
    'etc/50-all.toml',
    `${base('https://updates.example/')}[identity]\ngroup = "workers"\nnode_uuid = "${'a'.repeat(32)}"\nrollout_wariness = 0.25\n` +
      '[updates]\nenabled = false\nstrategy = "periodic"\n[[updates.periodic.window]]\ndays = ["Sat"]\nstart_time = "23:30"\nlength_minutes = 60\n',
  );
  expect(readAgentConfig(root)).toEqual({
    baseUrl: 'https://updates.example/',
    group: 'workers',
    nodeUuid: 'a'.repeat(32),
    rolloutWariness: 0.25,
    isEnabled: false,
    strategy: 'periodic',
  });
});

test('is that of the last file by name, whatever its folder', () => {
  write('usr/lib/90-b.toml', base('b'));
  write('etc/50-a.toml', base('a'));
  expect(readAgentConfig(root).baseUrl).toBe('b');
});

test('is that of /etc over /run over /usr/lib, for files of one name', () => {
  write('usr/lib/50-a.toml', `${base('usr')}[identity]\ngroup = "usr"\n`);
  write('run/50-a.toml', base('run'));
  expect(readAgentConfig(root)).toMatchObject({ baseUrl: 'run', group: null });
  write('etc/50-a.toml', base('etc'));
  expect(readAgentConfig(root).baseUrl).toBe('etc');
});

test('leaves out what agents leave out', () => {
  write('usr/lib/50-a.toml', base('usr'));
  write('etc/.90-hidden.toml', base('hidden'));
  write('etc/90-b.conf', base('other'));
  mkdirSync(pathOf('etc/95-c.toml'));
  expect(readAgentConfig(root).baseUrl).toBe('usr');
  symlinkSync('/dev/null', pathOf('etc/50-a.toml'));
  expect(readAgentConfig(root)).toEqual(NOTHING);
});

test('that agents cannot read is named', () => {
  write('etc/50-a.toml', 'base_url = ');
  expect(() => readAgentConfig(root)).toThrow(
    /the agent does not start with its configuration: .*50-a\.toml: /,
  );
});

test.each([
  ['[cincinnati]\nbase_url = 7', 'cincinnati.base_url: expected a string'],
  ['[identity]\ngroup = "a b"', 'identity.group: expected letters, digits, dots and dashes'],
  ['[identity]\nnode_uuid = "x"', 'identity.node_uuid: expected a uuid'],
  ['[identity]\nrollout_wariness = 5', 'identity.rollout_wariness: expected a number from 0 to 1'],
  ['[identity]\nrollout_wariness = "0.5"', 'identity.rollout_wariness: expected a number from 0 to 1'],
  ['[identity]\nrollout_wariness = nan', 'identity.rollout_wariness: expected a number from 0 to 1'],
  ['[updates]\nenabled = "false"', 'updates.enabled: expected true or false'],
  ['[updates]\nstrategy = "never"', 'updates.strategy: expected immediate, periodic or fleet_lock'],
])('that agents do not start with is named: %j', (text, message) => {
  write('etc/50-a.toml', text);
  expect(() => readAgentConfig(root)).toThrow(`the agent does not start with its configuration: ${message}`);
});

test('takes a uuid as agents send it, and a whole number for a wariness', () => {
  write(
    'etc/50-a.toml',
    `[identity]\nnode_uuid = "{E0F3745B-108F-471C-BD48-83C6FBED8CDD}"\nrollout_wariness = 1\n`,
  );
  expect(readAgentConfig(root)).toMatchObject({
    nodeUuid: 'e0f3745b108f471cbd4883c6fbed8cdd',
    rolloutWariness: 1,
  });
});

test('passes over links that lead nowhere', () => {
  mkdirSync(dirname(pathOf('etc/50-a.toml')), { recursive: true });
  symlinkSync('50-a.toml', pathOf('etc/50-a.toml'));
  symlinkSync('/nowhere', pathOf('etc/51-a.toml'));
  expect(readAgentConfig(root)).toEqual(NOTHING);
});

test('that cannot be read is not taken for none', () => {
  mkdirSync(join(root, 'etc'));
  symlinkSync('zincati', join(root, 'etc/zincati'));
  expect(() => readAgentConfig(root)).toThrow(/config\.d cannot be read \(ELOOP.*\): try it as root/);
});
