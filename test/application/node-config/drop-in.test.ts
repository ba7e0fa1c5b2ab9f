import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { dropIn, tomlFloat, tomlString } from '../../../src/application/node-config/drop-in.js';
import {
  readNodeConfig,
  type OptionTexts,
  type NodeConfig,
} from '../../../src/application/node-config/node-config.js';
import { drawnConfig } from './drawn-config.js';

function configOf(asked: OptionTexts): NodeConfig {
  const { config, faults } = readNodeConfig(asked);
  if (!config) throw new Error(JSON.stringify(faults));
  return config;
}

describe('the drop-in', () => {
  test('says no more than what was asked for', () => {
    expect(dropIn(configOf({ base_url: 'https://roost.example' }))).toBe(
      '[cincinnati]\nbase_url = "https://roost.example/"\n',
    );
  });

  test('says everything that was asked for', () => {
    const node = { base_url: 'http://h:8080/a/${stream}', group: 'workers', rollout_wariness: '1' };
    const strategy = { strategy: 'periodic', window: 'Sun,Sat 9:30 60\nTuesday 23:30 120', time_zone: 'UTC' };
    expect(dropIn(configOf({ ...node, ...strategy }))).toBe(`[cincinnati]
base_url = "http://h:8080/a/\${stream}/"

[identity]
group = "workers"
rollout_wariness = 1.0

[updates]
strategy = "periodic"

[updates.periodic]
time_zone = "UTC"

[[updates.periodic.window]]
days = ["Sat", "Sun"]
start_time = "09:30"
length_minutes = 60

[[updates.periodic.window]]
days = ["Tue"]
start_time = "23:30"
length_minutes = 120
`);
  });

  test.each<[strategy: OptionTexts, text: string]>([
    [{ strategy: 'immediate' }, '[updates]\nstrategy = "immediate"\n'],
    [
      { strategy: 'fleet_lock', fleet_lock_url: 'https://l/x' },
      '[updates]\nstrategy = "fleet_lock"\n\n[updates.fleet_lock]\nbase_url = "https://l/x/"\n',
    ],
  ])('%j is written', (strategy, text) => {
    const written = dropIn(configOf({ base_url: 'https://h', rollout_wariness: '0', ...strategy }));
    expect(written).toBe(
      `[cincinnati]\nbase_url = "https://h/"\n\n[identity]\nrollout_wariness = 0.0\n\n${text}`,
    );
  });

  test('reads back as what was asked for, whatever it is', () => {
    fc.assert(
      fc.property(drawnConfig, (asked) => {
        const config = configOf(asked);
        expect(JSON.parse(JSON.stringify(parse(dropIn(config))))).toEqual(
          JSON.parse(JSON.stringify(tables(config))),
        );
      }),
    );
  });

  test('writes any text so that it reads back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parse(`x = ${tomlString(text)}`)).toEqual({ x: text });
      }),
    );
    expect(tomlString('"\\\n\x7f\x00\ud800')).toBe('"\\"\\\\\\n\\u007f\\u0000\ufffd"');
  });

  test.each([
    [0, '0.0'],
    [1, '1.0'],
    [0.25, '0.25'],
    [1e-7, '0.0000001'],
  ])('writes %d as a float: %s', (value, text) => {
    expect(tomlFloat(value)).toBe(text);
    // As a bigint, an integer would not be a number here.
    expect(parse(`x = ${text}`, { integersAsBigInt: true })).toEqual({ x: value });
  });
});

/** What the agent is to find in it. */
function tables({ baseUrl, group, rolloutWariness, strategy }: NodeConfig): object {
  const identity = {
    ...(group !== null && { group }),
    ...(rolloutWariness !== null && { rollout_wariness: rolloutWariness }),
  };
  return {
    cincinnati: { base_url: baseUrl },
    ...(Object.keys(identity).length > 0 && { identity }),
    ...(strategy && {
      updates: {
        strategy: strategy.kind,
        ...(strategy.kind === 'fleet_lock' && { fleet_lock: { base_url: strategy.baseUrl } }),
        ...(strategy.kind === 'periodic' && {
          periodic: {
            ...(strategy.timeZone !== null && { time_zone: strategy.timeZone }),
            window: strategy.windows.map(({ days, startTime, lengthMinutes }) => ({
              ...{ days, start_time: startTime, length_minutes: lengthMinutes },
            })),
          },
        }),
      },
    }),
  };
}
