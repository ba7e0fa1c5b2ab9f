import { expect } from 'vitest';
import { draft, FOR_ALL, image } from './releases.js';
import { AGENTS, AGENTS_BY_SCHEME, test } from './test-context.js';

const barrier = { barrier: { reason: 'https://example.com/barrier' } };
const RELEASES = [
  ...[draft('1'), draft('2', barrier), draft('3'), draft('4', barrier), draft('5')],
  ...[draft('6', barrier), draft('7'), draft('8', FOR_ALL)],
];

test.concurrent.for(AGENTS_BY_SCHEME)(
  'Zincati $version by $scheme reboots into each of three barriers and into the newest release, and stays',
  async ({ binary, scheme }, { stream, operator, machine }) => {
    await operator.makeStream(stream, RELEASES);
    const images = RELEASES.map(({ version }) => image(version, scheme));
    const boots = await machine({ binary, stream, booted: image('1', scheme), images }).follow();
    expect(boots.map(({ targets, ended, checks }) => [targets, ended, checks])).toEqual([
      [['2'], 'finalized', 1],
      [['4'], 'finalized', 1],
      [['6'], 'finalized', 1],
      [['8'], 'finalized', 1],
      [[], 'switched off', 1],
    ]);
    expect(boots.map(({ checkErrors, motd }) => [checkErrors, motd])).toEqual(boots.map(() => [{}, null]));
  },
);

test.concurrent.for(AGENTS.filter(({ knowsImages }) => !knowsImages))(
  'Zincati $version, which knows checksums only, ends well where it is booted from an image',
  async ({ binary }, { stream, operator, recorder, machine }) => {
    await operator.makeStream(stream, RELEASES);
    const node = machine({ binary, stream, baseUrl: recorder.url, booted: image('1', 'oci') });
    node.switchOn();
    await node.ends();
    const { ended, orders, log } = await node.switchOff();
    expect([ended, orders, recorder.answers]).toEqual([0, [], []]);
    expect(log.join('\n')).toContain('Automatic updates disabled; booted into container image');
  },
);
