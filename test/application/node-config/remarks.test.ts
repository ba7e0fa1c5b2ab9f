import { describe, expect, test } from 'vitest';
import { readNodeConfig, type OptionTexts } from '../../../src/application/node-config/node-config.js';
import { remarksOn } from '../../../src/application/node-config/remarks.js';

const HERE = { base_url: 'https://h/' };

function remarks(asked: OptionTexts): readonly string[] {
  const { config, faults } = readNodeConfig(asked);
  if (!config) throw new Error(JSON.stringify(faults));
  return remarksOn(asked, config).map(({ level, option, message }) => `${level} ${option}: ${message}`);
}

describe('the traps of a configuration', () => {
  test.each<[asked: OptionTexts, expected: readonly string[]]>([
    [HERE, []],
    [{ base_url: 'https://h' }, []],
    [{ base_url: 'https://h/a/' }, []],
    [{ base_url: 'https://h/a' }, ['note base_url: a slash was added at the end']],
    [{ base_url: 'https://h/v1' }, ['note base_url: a slash', 'will ask at https://h/v1/v1/']],
    [{ base_url: 'https://h/v1/x/' }, []],
    [{ base_url: 'https://h/http://localhost/' }, []],
    [{ base_url: 'http://0.0.0.0:8080/' }, ['warning base_url: the host is the node itself']],
    [{ base_url: 'http://h/' }, ['warning base_url: anybody on the way can offer nodes any update']],
    [{ base_url: 'HTTP://h' }, ['warning base_url: anybody on the way']],
    [{ base_url: 'http://localhost:8080/' }, ['warning base_url: the host is the node itself']],
    [{ base_url: 'https://127.0.0.1' }, ['warning base_url: the host is the node itself']],
    [{ base_url: 'https://[::1]:80/' }, ['warning base_url: the host is the node itself']],
    [{ base_url: 'https://localhost.example/' }, []],
    [{ ...HERE, rollout_wariness: '0.5' }, []],
    [{ ...HERE, rollout_wariness: '0.123456' }, []],
    [
      { ...HERE, rollout_wariness: '0' },
      ['warning rollout_wariness: 0 is sent as 0.000000: the node gets releases'],
    ],
    [
      { ...HERE, rollout_wariness: '0.0000001' },
      ['is sent as 0.000000: the node gets releases before their rollout'],
    ],
    [
      { ...HERE, rollout_wariness: '0.1234567' },
      ['note rollout_wariness: agents send six decimals: it counts as 0.123457'],
    ],
    [
      { ...HERE, strategy: 'periodic', window: 'Sat 1:00 60' },
      ['note time_zone: it is not given: the windows are in UTC'],
    ],
    [{ ...HERE, strategy: 'periodic', window: 'Sat 1:00 60', time_zone: 'UTC' }, []],
    [{ ...HERE, strategy: 'fleet_lock', fleet_lock_url: 'https://l/' }, []],
    [
      { ...HERE, strategy: 'fleet_lock', fleet_lock_url: 'http://l/x' },
      [
        'note fleet_lock_url: a slash was added',
        'warning fleet_lock_url: anybody on the way can let nodes reboot',
      ],
    ],
  ])('of %j: %j', (asked, expected) => {
    expect(remarks(asked)).toEqual(expected.map((part) => expect.stringContaining(part)));
  });
});
