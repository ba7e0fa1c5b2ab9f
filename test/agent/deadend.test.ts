import { expect } from 'vitest';
import { draft, FOR_ALL, image } from './releases.js';
import { AGENTS_BY_SCHEME, test } from './test-context.js';

const REASON = 'https://example.com/deadend?why=it+"boots"&then=\'not\' $HOME';

test.concurrent.for(AGENTS_BY_SCHEME)(
  'Zincati $version by $scheme tells who logs in of a deadend and stays there until it is none',
  async ({ binary, scheme }, { stream, operator, machine }) => {
    await operator.makeStream(stream, [draft('1'), draft('2', FOR_ALL)]);
    await operator.change(stream, image('1', scheme), 'deadend', { reason: REASON }, 'PUT');
    const node = machine({ binary, stream, booted: image('1', scheme), images: [image('2', scheme)] });
    node.switchOn();
    await node.checks(2);
    expect(node.motd).toBe(`This release is a dead-end and will not further auto-update: ${REASON}\n`);
    await operator.change(stream, image('1', scheme), 'deadend', { reason: 'it was none' }, 'DELETE');
    await node.updates();
    const { targets, motd, checkErrors, log } = await node.switchOff();
    expect([targets, motd, checkErrors]).toEqual([['2'], null, {}]);
    const said = log.filter((line) => /dead-end, reason|not a dead-end|target release/.test(line));
    expect(said).toEqual([
      expect.stringContaining(`current release detected as dead-end, reason: ${REASON}`),
      expect.stringContaining('current release detected as not a dead-end'),
      expect.stringContaining("target release '2' selected"),
    ]);
  },
);
