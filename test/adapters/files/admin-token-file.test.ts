import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AdminTokenFile } from '../../../src/adapters/files/admin-token-file.js';

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'roost-token-'));
});

afterEach(() => rmSync(scratch, { recursive: true }));

test('the file is readable by its owner alone, in a folder that may be new', async () => {
  const folder = join(scratch, 'a/b');
  const path = await new AdminTokenFile(folder).write('the token');
  expect(path).toBe(join(folder, 'admin-token'));
  expect(readFileSync(path, 'utf8')).toBe('the token\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['admin-token']);
});

test('what was left there, readable by all, is replaced and not written into', async () => {
  mkdirSync(join(scratch, 'd'));
  for (const name of ['admin-token', `admin-token.${hostname()}-${process.pid}.part`]) {
    writeFileSync(join(scratch, 'd', name), 'an old and longer token', { mode: 0o644 });
  }
  const path = await new AdminTokenFile(join(scratch, 'd')).write('new');
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new\n', 0o600]);
  expect(readdirSync(join(scratch, 'd'))).toEqual(['admin-token']);
});

test('a folder that is none is an error', async () => {
  writeFileSync(join(scratch, 'file'), '');
  await expect(new AdminTokenFile(join(scratch, 'file')).write('x')).rejects.toThrow();
});
