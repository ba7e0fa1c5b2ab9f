import { expect, test } from 'vitest';
import type {
  DiffView,
  ReleaseRolloutView,
  ReleaseView,
} from '../../../../src/adapters/console/api/schema.js';
import { cleanedUp } from '../../../../src/adapters/console/publish/cleaned-up.js';

const rollout: ReleaseRolloutView = {
  ...{
    state: 'finished',
    throttle: 1,
    start: null,
    start_fraction: 1,
    duration: null,
    duration_minutes: null,
  },
  ...{ end: null, basearches: null, pause: null },
  origin: 'local',
};

const release = (
  version: string,
  state: 'finished' | 'active' | null,
  basearches = ['aarch64', 'x86_64'],
): ReleaseView =>
  ({
    ...{ version, metadata: '', payload_aliases: [], barrier: null, deadend: null, rollout_withdrawn: false },
    ...{ retired: null, age_index: 0, reachable_from: [], leads_to: [], scopes: [] },
    rollout: state && { ...rollout, state },
    payloads: basearches.map((basearch) => ({ basearch, scheme: 'checksum' as const, payload: version })),
  }) as const;

const diff = (
  basearch: string,
  removed: readonly (readonly [string, string])[],
  changed: readonly string[],
) =>
  ({
    ...{ basearch, scheme: 'checksum', nodes_added: [], nodes_removed: [], nodes_changed: changed },
    ...{ edges_added: [], edges_removed: removed, stranded: [] },
  }) as const satisfies DiffView;

const GONE = [
  ['1', '2'],
  ['0', '2'],
] as const;

test.each<readonly [what: string, diff: readonly DiffView[], releases: readonly ReleaseView[], said: string]>(
  [
    [
      'an older finished rollout, with where nodes go instead',
      [diff('aarch64', GONE, ['2'])],
      [release('4', 'active'), release('3', 'finished'), release('2', 'finished'), release('1', null)],
      '2 -2 3',
    ],
    [
      'one without a way that is known, where what is newer has another architecture',
      [diff('aarch64', GONE, ['2']), diff('x86_64', GONE, ['2'])],
      [release('3', 'finished', ['x86_64']), release('2', 'finished')],
      '2 -4 ?',
    ],
    ['nothing of a release that is the same', [diff('aarch64', GONE, [])], [release('2', 'finished')], ''],
    ['nothing of one that was not finished', [diff('aarch64', GONE, ['2'])], [release('2', 'active')], ''],
    ['nothing where no edge goes', [diff('aarch64', [], ['2'])], [release('2', 'finished')], ''],
  ],
)('a change cleans up %s', (_, scopes, releases, said) => {
  const cleaned = cleanedUp(scopes, releases, ['9']);
  expect(cleaned.map(({ version, edges, instead }) => `${version} -${edges} ${instead ?? '?'}`).join()).toBe(
    said,
  );
});

test('what the change is about is no news', () => {
  expect(cleanedUp([diff('aarch64', GONE, ['2'])], [release('2', 'finished')], ['2'])).toEqual([]);
});
