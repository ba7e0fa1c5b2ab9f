import { describe, expect, test } from 'vitest';
import { located, remark, RULES } from '../../src/graph/finding.js';

describe('the rules', () => {
  test.each([
    [
      'error',
      'invalid_version duplicate_version unknown_version duplicate_payload invalid_payload invalid_basearch fraction_out_of_range invalid_duration missing_reason invalid_reason barrier_and_deadend rollout_of_deadend',
    ],
    [
      'confirm',
      'start_in_past start_far_ahead not_newest blast_radius lost_releases strands_nodes drops_pause order_changed',
    ],
    [
      'warning',
      'overlapping_rollouts exposure_falls missing_basearch reason_not_a_link cliff paused_for_long unknown_basearch barrier_for_all_at_once',
    ],
  ])('are as grave as http-api.md 6 says: %s', (severity, codes) => {
    const has = Object.entries(RULES).flatMap(([code, one]) => (one === severity ? [code] : []));
    expect(has).toEqual(codes.split(' '));
  });
});

describe('remarks', () => {
  const places = {
    placeOf: ({ version, part, field }: { version: string; part: string; field: string | null }) => ({
      document: 'd',
      path: `/${version}/${part}/${field}`,
    }),
  };

  test('are findings where their places say that they stand', () => {
    const about = remark('cliff', { version: 'v', part: 'rollout', field: 'duration' }, 'too steep');
    expect(located([about], places)).toEqual([
      {
        code: 'cliff',
        severity: 'warning',
        document: 'd',
        path: '/v/rollout/duration',
        message: 'too steep',
      },
    ]);
  });

  test('about the whole stand nowhere', () => {
    const about = { code: 'lost_releases', spot: null, message: 'gone' } as const;
    expect(located([about], places)).toEqual([
      { code: 'lost_releases', severity: 'confirm', document: '', path: '', message: 'gone' },
    ]);
  });
});
