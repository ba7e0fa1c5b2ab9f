import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { Operator } from './operator.js';
import { draft, image } from './releases.js';
import { RunningServer } from './running-server.js';
import { AGENTS_BY_SCHEME, test } from './test-context.js';

test('agents get errors while the server is killed and started again, and the update that it still knows', async ({
  stream,
  machine,
  onTestFinished,
}) => {
  const server = new RunningServer(join(inject('scratch'), 'restarted'));
  onTestFinished(() => server.kill());
  await server.start();
  const operator = new Operator(server.url);
  const rollout = { start_fraction: 0.1, duration: '30d' };
  await operator.makeStream(stream, [draft('1'), draft('2', { rollout })]);
  const nodes = AGENTS_BY_SCHEME.map(({ binary, scheme }) => {
    const images = [image('2', scheme)];
    return machine({
      ...{ binary, stream, images, baseUrl: server.url },
      booted: image('1', scheme),
      wariness: 0.9,
    });
  });
  for (const node of nodes) node.switchOn();
  await Promise.all(nodes.map((node) => node.checks(1)));

  await server.kill();
  await Promise.all(nodes.map((node) => node.says(/failed to check Cincinnati for updates/)));
  await server.start();
  await Promise.all(nodes.map((node) => node.checks(1)));
  await operator.change(stream, image('2', 'oci'), 'rollout/finish', { reason: 'all is well' });
  await Promise.all(nodes.map((node) => node.updates()));

  const boots = await Promise.all(nodes.map((node) => node.switchOff()));
  for (const { targets, ended, checkErrors } of boots) {
    const { client_failed_request: refused, not_ready: _, ...others } = checkErrors;
    expect([targets, ended, refused, others]).toEqual([['2'], 'finalized', expect.any(Number), {}]);
  }
});
