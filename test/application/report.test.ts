import { expect, test } from 'vitest';
import { reportOf } from '../../src/application/report.js';

const NOTHING = { findings: [], exposure: [], diff: [] };

test('a diff is told in the words of the wire', () => {
  const diff = {
    basearch: 'x86_64',
    scheme: 'oci',
    nodesAdded: ['b'],
    nodesRemoved: ['c'],
    nodesChanged: ['d'],
    edgesAdded: [['a', 'b']],
    edgesRemoved: [['a', 'c']],
    stranded: ['e'],
  } as const;
  expect(reportOf({ ...NOTHING, diff: [diff] })).toStrictEqual({
    ...NOTHING,
    diff: [
      {
        basearch: 'x86_64',
        scheme: 'oci',
        nodes_added: ['b'],
        nodes_removed: ['c'],
        nodes_changed: ['d'],
        edges_added: [['a', 'b']],
        edges_removed: [['a', 'c']],
        stranded: ['e'],
      },
    ],
  });
});

test('times are dates, and those beyond the year 9999 are left out', () => {
  const exposure = [1_784_628_000, 253_402_300_800].map((at) => ({ version: 'v', at, throttle: 0 }));
  expect(reportOf({ ...NOTHING, exposure }).exposure).toStrictEqual([
    { version: 'v', at: '2026-07-21T10:00:00Z', throttle: 0 },
  ]);
});

test.each([
  ['the body', '', '/operations/0/start'],
  ['a document in the body', '/updates', '/updates/operations/0/start'],
])('a finding points into %s', (_, document, path) => {
  const finding = { code: 'start_in_past', severity: 'confirm', message: 'too late' } as const;
  const findings = [{ ...finding, document, path: '/operations/0/start' }];
  expect(reportOf({ ...NOTHING, findings }).findings).toStrictEqual([{ ...finding, path }]);
});
