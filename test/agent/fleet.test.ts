import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { warinessOf } from '../../src/graph/wariness.js';
import { draft, image } from './releases.js';
import { AGENTS_BY_SCHEME, test } from './test-context.js';

const FLEET = 60;

test('of 60 agents at once a rollout of one half lets in whose hash is within, and nobody else', async ({
  stream,
  operator,
  machine,
}) => {
  // It does not get further while we look.
  const rollout = { start_fraction: 0.5, duration: '30d' };
  await operator.makeStream(stream, [draft('1'), draft('2', { rollout })]);
  const nodes = Array.from({ length: FLEET }, (_, i) => {
    const { binary, scheme } = AGENTS_BY_SCHEME[i % AGENTS_BY_SCHEME.length]!;
    const uuid = createHash('md5').update(`node ${i}`).digest('hex');
    const options = { binary, stream, uuid, booted: image('1', scheme), images: [image('2', scheme)] };
    return { node: machine(options), within: warinessOf(undefined, uuid) <= 0.5 };
  });
  for (const { node } of nodes) node.switchOn();
  await Promise.all(nodes.map(({ node, within }) => (within ? node.updates() : node.checks(3))));

  const boots = await Promise.all(nodes.map(({ node }) => node.switchOff()));
  expect(
    boots.map(({ targets, checks, checkErrors }) => ({ targets, many: checks >= 3, checkErrors })),
  ).toEqual(nodes.map(({ within }) => ({ targets: within ? ['2'] : [], many: !within, checkErrors: {} })));
  const letIn = nodes.filter(({ within }) => within).length;
  expect([letIn > FLEET / 3, letIn < (2 * FLEET) / 3]).toEqual([true, true]);
});
