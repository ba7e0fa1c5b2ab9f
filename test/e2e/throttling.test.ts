import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexOf } from '../application/releases.js';
import { GraphFolder } from './graph-folder.js';
import { RunningApp } from './running-app.js';

const START = 1_800_000_000;
const folder = new GraphFolder();
let app: RunningApp;

beforeAll(async () => {
  const rollout = (start: number, minutes: number, fraction = 0) => ({
    rollout: { start_epoch: start, start_percentage: fraction, duration_minutes: minutes },
  });
  folder.write('stable', {
    index: indexOf('1', '2', '3', '4'),
    updates: {
      stream: 'stable',
      releases: [
        { version: '2', metadata: { rollout: { start_percentage: 1.0 } } },
        { version: '3', metadata: rollout(START, 100) },
        // Starts later and is faster: overtakes the one before half-way.
        { version: '4', metadata: rollout(START + 1500, 50) },
      ],
    },
  });
  folder.write('many', {
    index: indexOf(...Array.from({ length: 101 }, (_, i) => String(i))),
    updates: {
      stream: 'many',
      releases: Array.from({ length: 100 }, (_, i) => ({
        version: String(i + 1),
        metadata: rollout(START, 60 + i),
      })),
    },
  });
  app = await RunningApp.start({ graphData: folder.path, now: START });
});

afterAll(async () => {
  await app.close();
  folder.remove();
});

/** Which releases an agent on the first one is offered. */
async function offered(at: number, query: string, stream = 'stable'): Promise<string> {
  app.clock.at = at;
  const { body } = await app.get(`/v1/graph?stream=${stream}&basearch=x86_64&${query}`);
  const targets = body.edges
    .filter(([from]: number[]) => from === 0)
    .map(([, to]: number[]) => body.nodes[to!].version);
  return targets.sort().join(' ');
}

describe('a rollout reaches an agent', () => {
  test.each([
    [START - 1, 'rollout_wariness=0', '2 3 4'],
    [START - 1, 'rollout_wariness=0.000001', '2'],
    [START, 'rollout_wariness=0.000001', '2'],
    [START + 1, 'rollout_wariness=0.000001', '2 3'],
    [START + 2999, 'rollout_wariness=0.5', '2'],
    [START + 3000, 'rollout_wariness=0.5', '2 3 4'],
    [START + 2999, 'rollout_wariness=%2B.5', '2'],
    [START + 3000, 'rollout_wariness=5e-1', '2 3 4'],
    [START + 6000, 'rollout_wariness=1', '2 3 4'],
    [START + 5999, 'rollout_wariness=1', '2 4'],
    [START + 5999, 'rollout_wariness=inf', '2 4'],
    // The hash of this uuid is 0.2531174617564423.
    [START + 1518, 'node_uuid=12345678', '2'],
    [START + 1519, 'node_uuid=12345678', '2 3'],
    [START + 1519, 'node_uuid=12345678&rollout_wariness=nan', '2 3'],
    [START + 1519, 'node_uuid=12345678&rollout_wariness=+0', '2 3'],
    // Nobody in particular is 0.18848315746051456.
    [START + 1130, '', '2'],
    [START + 1131, '', '2 3'],
  ])('at %i, %s: %s', async (at, query, expected) => {
    expect(await offered(at, query)).toBe(expected);
  });

  test('and another one that overtakes it, each judged by itself', async () => {
    expect(await offered(START + 2400, 'rollout_wariness=0.35')).toBe('2 3');
    expect(await offered(START + 4500, 'rollout_wariness=0.9')).toBe('2 4');
  });

  test('the clock may go back', async () => {
    expect(await offered(START + 7000, 'rollout_wariness=1')).toBe('2 3 4');
    expect(await offered(START, 'rollout_wariness=1')).toBe('2');
  });
});

test('the same graph is the same bytes under the same validator, whenever it is asked for', async () => {
  const asked = async (at: number) => {
    app.clock.at = at;
    const { text, headers } = await app.get('/v1/graph?stream=stable&basearch=x86_64&rollout_wariness=0.9');
    return [text, headers['etag']];
  };
  const before = await asked(START + 10);
  const between = await asked(START + 5400);
  expect(between).not.toEqual(before);
  expect(await asked(START + 20)).toEqual(before);
});

test('a hundred rollouts at a time are told apart for every wariness', async () => {
  for (const wariness of [0.001, 0.31, 0.4, 0.5, 0.77, 0.999]) {
    const reached = Array.from({ length: 100 }, (_, i) => String(i + 1)).filter(
      (_, i) => (1 / (60 * (60 + i))) * 3000 >= wariness,
    );
    expect(await offered(START + 3000, `rollout_wariness=${wariness}`, 'many')).toBe(
      reached.sort().join(' '),
    );
  }
});
