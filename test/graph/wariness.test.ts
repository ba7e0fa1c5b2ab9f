import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWariness, warinessOf, warinessSource } from '../../src/graph/wariness.js';

const HASH_OF_A = 0.4437761738999516;

/** What is said, decoded, and what it comes to; `null`: it cannot be read. @see cincinnati.md B.6 */
const GRAMMAR = [
  [0.5, ['0.5', '.5', '5e-1', '00.5', '+0.5', '5E-1', '0.5e0', '0.05e+1', '5.e-1']],
  [1, ['5.', '1E2', 'inf', 'Infinity', '1e400', '1', '+inf', 'INFINITY', '+infinity', '9'.repeat(200)]],
  [0, ['-0.3', '-inf', '-0', '1e-400', '-Infinity', '0', '-1e400', '-.0', `0.${'0'.repeat(250)}`]],
  [0.000001, ['0.000001', '1e-6']],
  [Number.MIN_VALUE, ['5e-324', '4.9E-324']],
  [null, ['', ' ', ' 0.5', '0.5 ', '0,5', '1_0', '0x1p-1', '0x1', '0b1', '0.5f', '.', '+', '-', '+.', '1e']],
  [null, ['e5', '.e5', '1e+', '1e5.', 'infinit', 'infinityy', 'in', '٠.٥', '०.५', '\uff10.5', 'ınf', '1n']],
  [null, ['++1', '--1', '+-1', '1.2.3', '0.5\n', '\t0.5', '0.5\0', '1e1e1', '- 1', 'true', 'null', '−1']],
] as const;

describe('the float grammar of cincinnati.md B.6', () => {
  const rows = GRAMMAR.flatMap(([expected, texts]) => texts.map((text) => [text, expected] as const));

  test.each(rows)('%j is read as %s', (text, expected) => {
    const read = parseWariness(text);
    // Minus zero is zero here: no comparison can tell them apart.
    expect(read === null ? null : read + 0).toBe(expected);
  });

  test.each(['nan', 'NaN', '-nan', '+NAN'])('%s counts as no wariness given', (text) => {
    expect(parseWariness(text)).toBeNull();
    expect(warinessOf(text, 'a')).toBe(HASH_OF_A);
  });

  test('an absent one is not given', () => {
    expect(parseWariness(undefined)).toBeNull();
  });
});

describe('the hash vectors of cincinnati.md B.6', () => {
  test.each([
    ['', 0.18848315746051456],
    ['a', HASH_OF_A],
    ['node-1', 0.09988089402475932],
    ['1234567', 0.7251731787014246],
    ['12345678', 0.2531174617564423],
    ['1234567890123456', 0.6839959628500945],
    ['e0f3745b108f471cbd4883c6fbed8cdd', 0.6533234000651716],
    ['c988d2509fdf4cdcbed39037c56406fb', 0.5193094251604523],
    ['0'.repeat(32), 0.31524762352660596],
    ['f'.repeat(32), 0.5053389793125521],
    ['deadbeef'.repeat(4), 0.7166246733048691],
    ['ünïcödé', 0.0015876138471940821],
  ])('the uuid "%s" makes %d', (nodeUuid, expected) => {
    expect(warinessOf(undefined, nodeUuid)).toBe(expected);
  });
});

describe('the wariness of an agent', () => {
  test.each([
    ['what it says counts, whatever its uuid', '0.25', 'a', 0.25],
    ['what it says can be 0', '0', 'a', 0],
    ['what cannot be read leaves it to the uuid', ' 0.5', 'a', HASH_OF_A],
    ['an empty one leaves it to the uuid', '', 'a', HASH_OF_A],
    ['without a uuid it is that of the empty string', undefined, undefined, 0.18848315746051456],
    ['the uuid is not trimmed', undefined, ' a', 0.41486114040968436],
    ['the case of the uuid counts', undefined, 'A', 0.7161743770776493],
    ['a uuid that hashes below 0.000001 stays there', undefined, 'node-1352217', 0.000001],
  ])('%s', (...[, rolloutWariness, nodeUuid, expected]) => {
    expect(warinessOf(rolloutWariness, nodeUuid)).toBe(expected);
  });

  test('is from 0 to 1, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyNumbers, fc.string({ unit: 'binary' })), fc.string(), (text, nodeUuid) => {
        const wariness = warinessOf(text, nodeUuid);
        expect(wariness >= 0 && wariness <= 1).toBe(true);
      }),
    );
  });

  test('is never below 0.000001 when the uuid decides', () => {
    fc.assert(
      fc.property(fc.string(), (nodeUuid) => {
        expect(warinessOf(undefined, nodeUuid)).toBeGreaterThanOrEqual(1e-6);
      }),
    );
  });
});

describe('a wariness as text', () => {
  test('is read exactly when the grammar of Rust has it, and then clamped', () => {
    fc.assert(
      fc.property(nearlyNumbers, (text) => {
        expect(parseWariness(text) !== null).toBe(isRustFloat(text));
      }),
      { numRuns: 5000 },
    );
  });

  test('is read to the last bit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 20 }), (value, digits) => {
        expect(parseWariness(String(value))).toBe(value + 0);
        expect(parseWariness(value.toExponential(digits))).toBe(
          Math.min(Number(value.toExponential(digits)) + 0, 1),
        );
      }),
    );
  });
});

const nearlyNumbers = fc
  .array(fc.constantFrom('0', '5', '12', '.', 'e', 'E', '+', '-', 'inf', 'inity', 'INF', ' ', '_', 'x'), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

/** Number ::= [sign] ( 'inf' | 'infinity' | Digit* '.' Digit* [Exp] ), a digit at least, read from the left. */
function isRustFloat(text: string): boolean {
  const rest = [...text.toLowerCase()];
  const skip = (allowed: string) => {
    let count = 0;
    while (rest[0] !== undefined && allowed.includes(rest[0])) count += rest.splice(0, 1).length;
    return count;
  };
  const skipOne = (allowed: string) => {
    if (rest[0] === undefined || !allowed.includes(rest[0])) return false;
    rest.shift();
    return true;
  };
  skipOne('+-');
  if (['inf', 'infinity'].includes(rest.join(''))) return true;
  const whole = skip('0123456789');
  const fraction = skipOne('.') ? skip('0123456789') : 0;
  if (whole + fraction === 0) return false;
  if (!skipOne('e')) return rest.length === 0;
  skipOne('+-');
  return skip('0123456789') > 0 && rest.length === 0;
}

describe('what decides about a wariness', () => {
  test.each([
    ['0.5', 'a', 'rollout_wariness'],
    ['0.5', undefined, 'rollout_wariness'],
    ['half', 'a', 'node_uuid'],
    ['nan', 'a', 'node_uuid'],
    ['', 'a', 'node_uuid'],
    [undefined, 'a', 'node_uuid'],
    ['half', '', 'none'],
    [undefined, '', 'none'],
    [undefined, undefined, 'none'],
  ])('of %j and %j: %s', (wariness, uuid, source) => {
    expect(warinessSource(wariness, uuid)).toBe(source);
  });
});
