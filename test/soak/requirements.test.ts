import { describe, expect, test } from 'vitest';
import { Memory } from './memory.js';
import { planFor } from './plan.js';
import { BREACHES, MEASURES, Record } from './record.js';
import { requirements } from './requirements.js';

/** A run in which all is as it should be. */
function wellRecorded(): Record {
  const record = new Record();
  for (const counted of [
    'answers',
    'polls beside hostile callers',
    'writes',
    'kills of the database',
    'kills of instances',
  ])
    record.count(counted, 1000);
  for (const counted of ['silences of the database', 'degraded without a database']) record.count(counted);
  for (const counted of [
    'kills of the embedded',
    'faults of the upstream told of',
    'healed instances',
    'documents unmodified',
  ])
    record.count(counted, 100);
  for (const measure of MEASURES) for (let count = 0; count < 200; count++) record.measure(measure, 100);
  return record;
}

function missed(record: Record, mebibytes: readonly number[] = [50, 100, 100]): readonly string[] {
  const outcome = { plan: planFor(2), record, memory: new Memory(mebibytes), instances: 8 };
  return requirements(outcome).flatMap(({ isReached, what }) => (isReached ? [] : [what]));
}

describe('what is to be reached', () => {
  test('is reached when all is well', () => {
    expect(missed(wellRecorded())).toEqual([]);
  });

  test.each(BREACHES)('is missed by one %s', (breach) => {
    const record = wellRecorded();
    record.breach({ breach, message: 'once' });
    expect(missed(record)).toHaveLength(1);
  });

  test.each([
    ['visible elsewhere', 1500, 3],
    ['source followed', 12_500, 1],
    ['healed source followed', 12_500, 1],
    ['takeover', 10_500, 1],
    ['write, database away', 15_500, 1],
  ] as const)('is missed by what takes too long: %s', (measure, milliseconds, times) => {
    const record = wellRecorded();
    for (let count = 0; count < times; count++) record.measure(measure, milliseconds);
    expect(missed(record)).toEqual([`${measure}: p50 / p99 / max`]);
  });

  test('is missed where nothing happened that would show it', () => {
    expect(missed(new Record()).length).toBeGreaterThan(15);
  });

  test('is missed by memory that grows', () => {
    expect(missed(wellRecorded(), [50, 100, 125])).toEqual([
      'memory of the instance that is never killed, second and last third',
    ]);
  });

  test('is missed by one fault of the upstream that nobody tells of', () => {
    const record = wellRecorded();
    record.count('faults of the upstream not told of');
    expect(missed(record)).toEqual(['broken documents that are told of']);
  });
});
