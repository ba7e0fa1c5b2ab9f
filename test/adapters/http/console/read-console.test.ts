import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONSOLE_FOLDER, readConsole } from '../../../../src/adapters/http/console/read-console.js';
import { ConsoleFolder } from './console-folder.js';

let folder: ConsoleFolder;

beforeEach(() => {
  folder = new ConsoleFolder();
});

afterEach(() => folder.remove());

test('a built console is its files by their names, the page among them', () => {
  folder.write('index.html', '<!doctype html>');
  folder.write('icon.svg', '<svg/>');
  folder.write('assets/main-1a2b3c4d.js', '1');
  const built = readConsole(folder.path);
  expect([...(built?.files.keys() ?? [])].sort()).toEqual([
    'assets/main-1a2b3c4d.js',
    'icon.svg',
    'index.html',
  ]);
  expect([built?.page.name, built?.page.isPage]).toEqual(['index.html', true]);
});

test('there is none without its folder, and none without its page', () => {
  expect(readConsole(join(folder.path, 'nowhere'))).toBeNull();
  folder.write('assets/main-1a2b3c4d.js', '1');
  expect(readConsole(folder.path)).toBeNull();
});

test('what is no file of its own is not read', () => {
  folder.write('index.html', '<!doctype html>');
  symlinkSync('/etc/passwd', join(folder.path, 'passwd'));
  expect([...(readConsole(folder.path)?.files.keys() ?? [])]).toEqual(['index.html']);
});

test('its folder is the one beside the compiled server, wherever this is started from', () => {
  const root = join(import.meta.dirname, '../../../..');
  expect(existsSync(join(root, 'package.json'))).toBe(true);
  expect(CONSOLE_FOLDER).toBe(join(root, 'dist/console'));
});
