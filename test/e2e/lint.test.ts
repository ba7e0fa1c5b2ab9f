import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { indexOf } from '../application/releases.js';
import { GraphFolder } from './graph-folder.js';

const CLI = join(import.meta.dirname, '../../dist/src/cli.js');
const AT = '2026-07-21T10:00:00Z';
const NOW = Date.parse(AT) / 1000;
const DAY = 86_400;

let published: GraphFolder;
let proposed: GraphFolder;

beforeAll(() => {
  if (!existsSync(CLI)) throw new Error('these tests run the built command: npm run build');
});

beforeEach(() => {
  [published, proposed] = [new GraphFolder(), new GraphFolder()];
});

afterEach(() => {
  published.remove();
  proposed.remove();
});

async function lint(...args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, 'lint', ...args], {}, (_, out, err) =>
      resolve({ status: child.exitCode ?? -1, out, err }),
    );
  });
}

const review = (...more: readonly string[]) =>
  lint(proposed.path, '--previous', published.path, '--at', AT, ...more);

const FINISHED = { version: '1', metadata: { rollout: { start_percentage: 1 } } };
const startOf = (version: string, rollout: object) => ({ version, metadata: { rollout } });
const CURVE = { start_epoch: NOW, start_percentage: 0, duration_minutes: 2880 };

/** The stream s as it is published, and as somebody would like it: with 2, and what they say of it. */
function propose(...entries: readonly object[]): void {
  published.write('s', { index: indexOf('1'), updates: { stream: 's', releases: [FINISHED] } });
  proposed.write('s', {
    index: indexOf('1', '2'),
    updates: { stream: 's', releases: [FINISHED, ...entries] },
  });
}

describe('a pull request', () => {
  test('that is well is said to be, with what it does to whom, and when', async () => {
    propose(startOf('2', CURVE));
    expect(await review()).toEqual({
      status: 0,
      err: '',
      out: [
        's, exposed:',
        '  2026-07-21T10:00:00Z     0 % to 2',
        '  2026-07-21T14:48:00Z    10 % to 2',
        '  2026-07-22T10:00:00Z    50 % to 2',
        '  2026-07-23T10:00:00Z   100 % to 2',
        's, graphs:',
        '  x86_64 checksum: new: 2; 1 edge more',
        '1 stream, 0 errors, 0 to confirm, 0 warnings',
        '',
      ].join('\n'),
    });
  });

  test('with the wrong year is flagged, as JSON', async () => {
    propose(startOf('2', { ...CURVE, start_epoch: NOW - 365 * DAY }));
    const { status, out } = await review('--json');
    expect(status).toBe(1);
    const document = 'updates/s.json';
    const path = '/releases/1/metadata/rollout';
    const [late, blast] = ['started 365 days ago', '100 % more of the fleet'].map((one) =>
      expect.stringContaining(one),
    );
    const confirm = { stream: 's', severity: 'confirm', document };
    expect(JSON.parse(out)).toEqual({
      findings: [
        { ...confirm, code: 'start_in_past', path: `${path}/start_epoch`, message: late },
        { ...confirm, code: 'blast_radius', path, message: blast },
      ],
      exposure: [{ stream: 's', version: '2', at: AT, throttle: 1 }],
      diff: [
        {
          stream: 's',
          basearch: 'x86_64',
          scheme: 'checksum',
          nodes_added: ['2'],
          nodes_removed: [],
          nodes_changed: [],
          edges_added: [['1', '2']],
          edges_removed: [],
          stranded: [],
        },
      ],
    });
    expect((await review('--format', 'json')).out).toBe(out);
  });

  test('is judged as Markdown for a comment', async () => {
    propose(startOf('2', { ...CURVE, start_epoch: NOW - 2 * 3600 }));
    const { status, out } = await review('--format', 'markdown');
    expect(status).toBe(1);
    expect(out).toBe(
      [
        '### roost lint: 0 errors, 1 to confirm, 0 warnings',
        '',
        `Judged as if published at ${AT}.`,
        '',
        '| severity | code | where | finding |',
        '| --- | --- | --- | --- |',
        '| confirm | `start_in_past` | `updates/s.json: /releases/1/metadata/rollout/start_epoch` | the rollout started 2 h ago: it would begin with 4.1 % of the fleet; correct the start, or confirm it |',
        '',
        '| stream | version | at (UTC) | exposed |',
        '| --- | --- | --- | --- |',
        '| s | 2 | 2026-07-21T10:00:00Z | 4.1 % |',
        '| s | 2 | 2026-07-21T12:48:00Z | 10 % |',
        '| s | 2 | 2026-07-22T08:00:00Z | 50 % |',
        '| s | 2 | 2026-07-23T08:00:00Z | 100 % |',
        '',
        '<details><summary>s x86_64 checksum: new: 2; 1 edge more</summary>',
        '',
        '    + 2',
        '    + 1 -> 2',
        '',
        '</details>',
        '',
      ].join('\n'),
    );
  });

  test('cannot put anything but text into the comment', async () => {
    const evil = '<img src=x>|`@all` [x](http://x)\n# hi';
    published.write('s', { index: indexOf('1'), updates: { stream: 's', releases: [] } });
    proposed.write('s', {
      index: indexOf('1', evil),
      updates: { stream: 's', releases: [startOf(evil, CURVE)] },
    });
    const { out } = await review('--format', 'markdown');
    expect(out).toContain('&#60;img src=x&#62;&#124;&#96;&#64;all&#96; &#91;x&#93;(http://x)');
    const text = out
      .replaceAll('<details><summary>', '')
      .replaceAll('</summary>', '')
      .replaceAll('</details>', '');
    expect(
      text
        .split('\n')
        .filter((line) => !line.startsWith('    '))
        .join('\n'),
    ).not.toMatch(/<|@|\n# /);
    expect((await review()).out).not.toMatch(/\n# hi/);
  });

  test('is not blamed for what is wrong already', async () => {
    const wrong = { version: '1', metadata: { barrier: { reason: '-' } } };
    for (const folder of [published, proposed]) {
      folder.write('s', {
        index: indexOf('1'),
        updates: { stream: 's', releases: [wrong, FINISHED, startOf('9', CURVE)] },
      });
    }
    expect(await review()).toMatchObject({
      status: 0,
      out: '1 stream, 0 errors, 0 to confirm, 0 warnings\n',
    });
    expect(await lint(proposed.path)).toMatchObject({
      status: 1,
      out: expect.stringContaining('[invalid_reason]'),
    });
  });

  test.each<[string, object, string]>([
    [
      'a version that was never released',
      startOf('9', CURVE),
      '/releases/1/version: 9 is not in the release index',
    ],
    [
      '100 for a fraction',
      startOf('2', { start_percentage: 100 }),
      '100 is not a fraction from 0 to 1: 1.0 is everybody',
    ],
    ['no reason', { version: '2', metadata: { deadend: { reason: '' } } }, '[missing_reason]'],
    ['a start in two months', startOf('2', { ...CURVE, start_epoch: NOW + 60 * DAY }), '[start_far_ahead]'],
  ])('with %s is flagged', async (_, entry, words) => {
    propose(entry);
    const { status, out } = await review();
    expect([status, out]).toEqual([1, expect.stringContaining(words)]);
  });

  test('is told what it loses: releases, and streams', async () => {
    propose();
    proposed.write('s', { index: indexOf('2') });
    published.write('t', { index: indexOf('1'), updates: { stream: 't', releases: [] } });
    const { status, out } = await review();
    expect(status).toBe(1);
    expect(out).toContain('confirm s: (root): 1 would be gone');
    expect(out).toContain('error   updates/s.json: /releases/0/version: 1 is not in the release index');
    expect(out).toContain('confirm updates/t.json: (root): the stream t would be gone');
    expect(out).toMatch(/\n2 streams, 1 error, 2 to confirm, 0 warnings\n$/);
  });

  test('that brings a new stream has all of it looked at', async () => {
    proposed.write('new', {
      index: indexOf('1'),
      updates: { stream: 'new', releases: [startOf('1', { ...CURVE, start_epoch: NOW + 60 * DAY })] },
    });
    const { status, out } = await review();
    expect([status, out]).toEqual([1, expect.stringContaining('[start_far_ahead]')]);
    expect(out).toContain('  x86_64 checksum: new: 1\n');
  });

  test('that mends what cannot be read is judged whole', async () => {
    propose(startOf('2', CURVE));
    published.write('s', { updates: '{' });
    const { status, out } = await review();
    expect([status, out]).toEqual([
      0,
      expect.stringContaining('warning updates/s.json: (root): what is published now cannot be read'),
    ]);
  });
});

describe('a folder by itself', () => {
  test('has the exposure of what is on its way at that time', async () => {
    propose(startOf('2', CURVE));
    const { status, out } = await lint(proposed.path, '--at', '2026-07-21T22:00:00+00:00');
    expect(status).toBe(0);
    expect(out).toContain('2026-07-21T22:00:00Z    25 % to 2');
    expect(out).not.toContain('graphs');
  });
});

test.each([
  [['x', '--at', 'yesterday'], '--at: expected a time like'],
  [['x', '--format', 'xml'], '--format: expected text, json or markdown'],
  [['x', '--json', '--format', 'text'], 'contradict each other'],
  [['/nowhere'], 'the folder streams cannot be read: ENOENT'],
  [['x', '--previous'], "Option '--previous <value>' argument missing"],
])('%j is wrong usage', async (args, message) => {
  const { status, out, err } = await lint(...args);
  expect([status, out, err]).toEqual([2, '', expect.stringContaining(message)]);
});
