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
  expect(() => readAgentConfig(root)).toThrow(/50-a\.toml: the agent cannot read it either: /);
});
