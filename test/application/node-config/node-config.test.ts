import { describe, expect, test } from 'vitest';
import { readNodeConfig, type OptionTexts } from '../../../src/application/node-config/node-config.js';

const HERE = { base_url: 'https://roost.example/' };
const PERIODIC = { ...HERE, strategy: 'periodic', window: 'Sat 1:00 60' };
const LOCKED = { ...HERE, strategy: 'fleet_lock', fleet_lock_url: 'https://lock.example/' };

/** Each option with what is wrong with it. */
function faultsOf(asked: OptionTexts): readonly string[] {
  return readNodeConfig(asked).faults.map(({ option, message }) => `${option}: ${message}`);
}

describe('the configuration of a node', () => {
  test('leaves to the node what was not asked for', () => {
    expect(readNodeConfig(HERE).config).toEqual({
      ...{ baseUrl: 'https://roost.example/', group: null, rolloutWariness: null, strategy: null },
    });
  });

  test('holds everything that was asked for', () => {
    const asked = { ...PERIODIC, group: 'eu-1.Workers', rollout_wariness: '.25', time_zone: 'localtime' };
    expect(readNodeConfig(asked).config).toEqual({
      baseUrl: 'https://roost.example/',
      group: 'eu-1.Workers',
      rolloutWariness: 0.25,
      strategy: {
        kind: 'periodic',
        windows: [{ days: ['Sat'], startTime: '01:00', lengthMinutes: 60 }],
        timeZone: 'localtime',
      },
    });
    expect(readNodeConfig(LOCKED).config?.strategy).toEqual({
      kind: 'fleet_lock',
      baseUrl: 'https://lock.example/',
    });
    expect(readNodeConfig({ ...HERE, strategy: 'immediate' }).config?.strategy).toEqual({
      kind: 'immediate',
    });
  });

  test.each([{ group: 'a'.repeat(256) }, { rollout_wariness: '1' }, { rollout_wariness: '00.50' }])(
    '%j is taken, too',
    (asked) => {
      expect(faultsOf({ ...HERE, ...asked })).toEqual([]);
    },
  );

  test.each<[asked: OptionTexts, fault: string]>([
    [{}, 'base_url: it is missing'],
    [{ ...HERE, group: '' }, 'group: expected letters, digits, dots and dashes'],
    [{ ...HERE, group: 'a b' }, 'was given "a b"'],
    [{ ...HERE, group: 'a_b' }, 'group: expected'],
    [{ ...HERE, group: 'a\n' }, 'group: expected'],
    [{ ...HERE, group: 'intránët' }, 'group: expected'],
    [{ ...HERE, group: 'a'.repeat(257) }, 'group: it is longer than 256 characters'],
    [{ ...HERE, group: '!'.repeat(5000) }, `was given "${'!'.repeat(100)}…"`],
    [{ ...HERE, rollout_wariness: '' }, 'rollout_wariness: expected a number from 0 (eager) to 1 (wary)'],
    [{ ...HERE, rollout_wariness: '1.000001' }, 'rollout_wariness: expected'],
    [{ ...HERE, rollout_wariness: '-0.1' }, 'rollout_wariness: expected'],
    [{ ...HERE, rollout_wariness: '-0' }, 'rollout_wariness: expected'],
    [{ ...HERE, rollout_wariness: 'NaN' }, 'rollout_wariness: expected'],
    [{ ...HERE, rollout_wariness: '1e-1' }, 'rollout_wariness: expected'],
    [{ ...HERE, rollout_wariness: '0,5' }, 'rollout_wariness: expected'],
    [{ ...HERE, rollout_wariness: '.' }, 'rollout_wariness: expected'],
    [{ ...HERE, strategy: 'Immediate' }, 'strategy: expected immediate, periodic, fleet_lock'],
    [{ ...HERE, strategy: '' }, 'strategy: expected'],
    [{ ...HERE, strategy: 'periodic' }, 'window: it is missing: without a window nodes never reboot'],
    [{ ...HERE, strategy: 'fleet_lock' }, 'fleet_lock_url: it is missing: the strategy fleet_lock needs'],
    [{ ...LOCKED, fleet_lock_url: '' }, 'fleet_lock_url: it is missing'],
    [{ ...LOCKED, fleet_lock_url: 'lock.example' }, 'fleet_lock_url: expected http:// or https://'],
    [{ ...PERIODIC, fleet_lock_url: 'https://l/' }, 'fleet_lock_url: it is for the strategy fleet_lock only'],
    [{ ...LOCKED, window: 'Sat 1:00 60' }, 'window: it is for the strategy periodic only'],
    [{ ...HERE, time_zone: 'UTC' }, 'time_zone: it is for the strategy periodic only'],
    [{ ...HERE, strategy: 'immediate', window: '' }, 'window: it is for the strategy periodic only'],
    [{ ...PERIODIC, time_zone: 'Mars/Phobos' }, 'time_zone: expected a time zone as Europe/Berlin'],
  ])('%j is refused', (asked, fault) => {
    const faults = faultsOf(asked);
    expect(faults).toEqual([expect.stringContaining(fault)]);
    expect(readNodeConfig(asked).config).toBeNull();
  });

  test('names everything that is wrong at once', () => {
    const asked = { base_url: 'x', group: ' ', rollout_wariness: '2', strategy: 'periodic' };
    const faults = readNodeConfig({ ...asked, window: 'Sat\nSun', time_zone: 'x' }).faults;
    expect(faults.map(({ option }) => option)).toEqual([
      ...['base_url', 'group', 'rollout_wariness', 'window', 'window', 'time_zone'],
    ]);
  });
});
