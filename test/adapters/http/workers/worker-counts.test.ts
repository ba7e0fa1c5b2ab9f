import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DurationCounts } from '../../../../src/adapters/http/agent/duration-counts.js';
import { Shed } from '../../../../src/adapters/http/limits/shed.js';
import { readQuery } from '../../../../src/adapters/http/agent/query.js';
import type { Counts } from '../../../../src/adapters/http/workers/messages.js';
import { WorkerCounts } from '../../../../src/adapters/http/workers/worker-counts.js';
import { release } from '../../../application/releases.js';
import { PlayedOutlet, prepared } from './played.js';

/** What happens at a worker: an answer, one that is "not modified", a change of its stream, or that it tells. */
const events = fc.array(fc.constantFrom('sent', 'unmodified', 'change', 'shed', 'tell'), { maxLength: 60 });

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

describe('what a worker counts', () => {
  test('is told once and whole, whatever changes between', () => {
    fc.assert(
      fc.property(events, (happened) => {
        const outlet = new PlayedOutlet();
        const shed = new Shed();
        const counts = new WorkerCounts(outlet.held, shed, () => 3);
        let id = 0;
        const change = () => {
          prepared([release('1')], { outlet, id: ++id, at: 0 }).scope.discard();
          counts.keep(
            outlet.held.put('s', { aliases: [], scopes: [{ basearch: 'x86_64', scheme: 'checksum', id }] }),
          );
        };
        const told: Counts[] = [];
        change();
        for (const event of happened) {
          const found = outlet.held.find(readQuery('/v1/graph?stream=s&basearch=x86_64'))!;
          if (event === 'sent') found.traffic.sent += 1;
          if (event === 'unmodified') found.traffic.notModified += 1;
          if (event === 'shed') shed.count('unread');
          if (event === 'change') change();
          if (event === 'tell') told.push(counts.take());
        }
        told.push(counts.take());
        const scopes = told.flatMap((one) => one.scopes);
        const times = (kind: string) => happened.filter((event) => event === kind).length;
        expect(sum(scopes.map(({ sent }) => sent))).toBe(times('sent'));
        expect(sum(scopes.map(({ notModified }) => notModified))).toBe(times('unmodified'));
        expect(sum(told.flatMap((one) => one.shed.map(([, count]) => count)))).toBe(times('shed'));
        expect(sum(told.map(({ anonymous }) => anonymous))).toBe(happened.length);
        expect(scopes.every(({ sent, notModified }) => sent + notModified > 0)).toBe(true);
        expect(counts.take()).toMatchObject({ scopes: [], anonymous: 0, shed: [], connections: 3 });
      }),
    );
  });
});

describe('counts of durations', () => {
  test('are the same wherever they were counted', () => {
    const durations = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(durations, durations, (here, there) => {
        const [all, one, other] = [new DurationCounts(), new DurationCounts(), new DurationCounts()];
        for (const seconds of [...here, ...there]) all.count(seconds);
        for (const seconds of here) one.count(seconds);
        for (const seconds of there) other.count(seconds);
        one.add(other.take());
        one.add(other.take());
        expect(one.buckets).toEqual(all.buckets);
        expect(one.sum).toBeCloseTo(all.sum, 9);
        expect([sum(other.buckets), other.sum]).toEqual([0, 0]);
      }),
    );
  });

  test.each([
    [0, 0],
    [0.000_01, 0],
    [0.000_011, 1],
    [1, 12],
    [1.000_1, 13],
    [Infinity, 13],
  ])('%d seconds are in bucket %d', (seconds, bucket) => {
    const counts = new DurationCounts();
    counts.count(seconds);
    expect(counts.buckets.findIndex((count) => count === 1)).toBe(bucket);
  });
});
