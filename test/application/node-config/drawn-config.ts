import fc from 'fast-check';
import type { OptionTexts } from '../../../src/application/node-config/node-config.js';

const word = fc.stringMatching(/^[a-zA-Z0-9.-]{1,20}$/);
const part = fc.oneof(word, fc.constantFrom('${stream}', '${basearch}', '%20', "it's", 'a%24b', '(x)'));
const url = fc
  .tuple(
    fc.constantFrom('http', 'https'),
    fc.stringMatching(/^[a-z]{1,12}$/),
    fc.array(part, { maxLength: 4 }),
  )
  .map(([scheme, host, parts]) => `${scheme}://${[host, ...parts].join('/')}`);
const wariness = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => Math.abs(value).toFixed(17));
const days = fc.subarray(['Mon', 'Tuesday', 'wed', 'Thu', 'Fri', 'SAT', 'sunday'], { minLength: 1 });
const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${h}:${String(m).padStart(2, '0')}`);
const window = fc
  .tuple(days, time, fc.integer({ min: 1, max: 10_080 }))
  .map(([names, start, minutes]) => `${names.join()} ${start} ${minutes}`);
const strategy = fc.oneof(
  fc.record({ strategy: fc.constant('immediate') }),
  fc.record({ strategy: fc.constant('fleet_lock'), fleet_lock_url: url }),
  fc.record(
    {
      strategy: fc.constant('periodic'),
      window: fc.array(window, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n')),
      time_zone: fc.constantFrom('UTC', 'localtime', 'Asia/Kolkata'),
    },
    { requiredKeys: ['strategy', 'window'] },
  ),
  fc.constant({}),
);

/** Anything that may be asked for. */
export const drawnConfig: fc.Arbitrary<OptionTexts> = fc
  .tuple(
    fc.record({ base_url: url, group: word, rollout_wariness: wariness }, { requiredKeys: ['base_url'] }),
    strategy,
  )
  .map(([node, more]) => ({ ...node, ...more }));
