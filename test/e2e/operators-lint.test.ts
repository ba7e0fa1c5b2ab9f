import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexOf, rolledOut } from '../application/releases.js';
import { drawn } from './drawn-answers.js';
import { ADMIN, RunningApp } from './running-app.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z

let app: RunningApp;

beforeAll(async () => {
  app = await RunningApp.start({ now: NOW, ownTime: true });
});

afterAll(async () => {
  await app.close();
});

const lint = (body: object) => app.as(ADMIN, 'post', '/admin/v1/lint').send(body);
const updates = (...entries: readonly (readonly [string, object])[]) => ({
  stream: 's',
  releases: entries.map(([version, metadata]) => ({ version, metadata })),
});
const rollout = (start: number, percentage: number, minutes: number) => ({
  rollout: { start_epoch: start, start_percentage: percentage, duration_minutes: minutes },
});
const nested = (depth: number): unknown[] =>
  Array.from({ length: depth }).reduce<unknown[]>((list) => [list], []);
const STANDS = { releases: indexOf('1', '2', '3'), updates: rolledOut('2') };

describe('POST /admin/v1/lint', () => {
  test('says of a change what it would do, as if published then', async () => {
    const next = {
      ...STANDS,
      updates: updates(['2', { rollout: { start_percentage: 1.0 } }], ['3', rollout(NOW, 0, 5)]),
    };
    const { status, body } = await lint({ ...next, previous: STANDS, at: '2026-11-22T00:00:00Z' });
    expect([status, body]).toEqual([
      200,
      {
        findings: [
          {
            ...{
              code: 'cliff',
              severity: 'warning',
              path: '/updates/releases/1/metadata/rollout/duration_minutes',
            },
            message: expect.stringContaining('five minutes'),
          },
          {
            ...{ code: 'blast_radius', severity: 'confirm', path: '/updates/releases/1/metadata/rollout' },
            message: expect.stringContaining('100 %'),
          },
        ],
        exposure: [
          { version: '3', at: '2026-11-22T00:00:00Z', throttle: 0 },
          { version: '3', at: '2026-11-22T00:00:30Z', throttle: 0.1 },
          { version: '3', at: '2026-11-22T00:02:30Z', throttle: 0.5 },
          { version: '3', at: '2026-11-22T00:05:00Z', throttle: 1 },
        ],
        diff: [
          {
            ...{ basearch: 'x86_64', scheme: 'checksum' },
            ...{ nodes_added: [], nodes_removed: [], nodes_changed: ['3'] },
            edges_added: [
              ['1', '3'],
              ['2', '3'],
            ],
            ...{ edges_removed: [], stranded: [] },
          },
        ],
      },
    ]);
  });

  const codes = async (body: object) =>
    (await lint(body)).body.findings.map(
      ({ code, path }: { code: string; path: string }) => `${code} ${path}`,
    );

  test.each([
    ['what stands', STANDS, []],
    [
      'a start in the wrong year',
      {
        ...STANDS,
        previous: STANDS,
        updates: updates(
          ['2', { rollout: { start_percentage: 1.0 } }],
          ['3', rollout(NOW + 366 * 86_400, 0, 2880)],
        ),
      },
      ['start_far_ahead /updates/releases/1/metadata/rollout/start_epoch'],
    ],
    [
      '100 for a fraction',
      { ...STANDS, updates: updates(['3', { rollout: { start_percentage: 100 } }]) },
      ['fraction_out_of_range /updates/releases/0/metadata/rollout/start_percentage'],
    ],
    [
      'a version that is not there',
      { ...STANDS, updates: rolledOut('9') },
      ['unknown_version /updates/releases/0/version'],
    ],
    [
      'a release less',
      { releases: indexOf('1', '2'), updates: rolledOut('2'), previous: STANDS },
      ['lost_releases '],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await codes(body)).toEqual(expected);
  });

  const versions = (count: number) => Array.from({ length: count }, (_, i) => `v${i}`);
  const all = (count: number) => ({
    releases: indexOf(...versions(count)),
    updates: rolledOut(...versions(count)),
  });
  const barriersOf = (count: number) =>
    updates(...versions(count).map((one) => [one, { barrier: { reason: 'b' } }] as const));

  test.each([
    ['documents', { ...all(700) }, ['too_many_edges /updates']],
    [
      'what stands',
      { ...all(700), updates: barriersOf(700), previous: all(700) },
      ['too_many_edges /previous/updates'],
    ],
    [
      'both',
      { ...all(700), previous: all(700) },
      ['too_many_edges /updates', 'too_many_edges /previous/updates'],
    ],
    [
      'sections',
      { releases: indexOf(...versions(2001)), updates: barriersOf(2001) },
      ['too_many_sections /updates'],
    ],
    ['nothing', { ...all(600), previous: all(600) }, []],
  ])('does not judge graphs that agents would have to wait for: %s', async (_, body, expected) => {
    expect(await codes(body)).toEqual(expected);
  });

  test.each([
    [{}, ['400 invalid_body', 'missing_field /releases', 'missing_field /updates']],
    [{ ...STANDS, at: 'noon', previous: [] }, ['400 invalid_body', 'wrong_type /previous', 'wrong_type /at']],
    [{ ...STANDS, updates: nested(100) }, ['400 invalid_body', 'invalid_json']],
    [{ ...STANDS, dry_run: true }, ['400 invalid_body', 'unknown_field /dry_run']],
  ])('refuses %.100j', async (body, drawing) => {
    expect(drawn(await lint(body))).toEqual(drawing);
  });
});
