import { expect } from 'vitest';
import { draft, FOR_ALL, image } from './releases.js';
import { AGENTS_BY_SCHEME, test } from './test-context.js';
import { BASEARCH } from './operator.js';

test.concurrent.for(AGENTS_BY_SCHEME)(
  'Zincati $version by $scheme finds itself once its payload is an alias, and goes on to the canonical one',
  async ({ binary, scheme, knowsImages }, { stream, operator, machine }) => {
    await operator.makeStream(stream, [draft('1'), draft('2', FOR_ALL)]);
    const mirrored = image('1, as built elsewhere', scheme, 'mirror.example/os');
    const node = machine({ binary, stream, booted: mirrored, images: [image('2', scheme)] });
    node.switchOn();
    await node.checks(1);
    const alias = { basearch: BASEARCH, scheme, payload: mirrored.payload, reason: 'built elsewhere' };
    await operator.change(stream, image('1', scheme), 'payload-aliases', alias);
    await node.updates();
    const { targets, orders, checkErrors, log } = await node.switchOff();
    expect([targets, checkErrors]).toEqual([['2'], {}]);
    expect(orders).toEqual(ordersFor(scheme, stream));
    // Older agents do not say it.
    const lost = log.filter((line) => line.includes('not found in the update graph'));
    if (knowsImages) expect(lost).toEqual([expect.stringContaining(mirrored.payload)]);
  },
);

/** A machine that ran an image of a mirror goes over to the repository that the graph names. */
function ordersFor(scheme: 'checksum' | 'oci', stream: string): readonly string[] {
  const { payload } = image('2', scheme);
  const [repository, digest] = payload.split('@');
  if (scheme === 'checksum')
    return [
      `deploy --lock-finalization --skip-branch-check revision=${payload} --disallow-downgrade`,
      `finalize-deployment ${payload}`,
    ];
  const reference = `ostree-image-signed:docker://${repository}:${stream}`;
  return [
    `rebase --lock-finalization ${reference} ${digest} --disallow-downgrade`,
    `finalize-deployment ${digest}`,
  ];
}
