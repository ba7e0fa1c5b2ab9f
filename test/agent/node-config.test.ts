import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { deploymentFields } from './deployment.js';
import { LOCAL_TIME_ZONE } from './machine-folder.js';
import { draft, FOR_ALL, image } from './releases.js';
import { AGENTS, AGENTS_BY_SCHEME, test } from './test-context.js';

const CLI = new URL('../../dist/src/cli.js', import.meta.url).pathname;

/** What the command prints, whatever its exit status. */
async function roost(...args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [CLI, ...args]);
  run.child.stdin?.end();
  return (await run).stdout;
}

/** What the agent would do if it did not read what the command prints. */
const OTHERWISE = { baseUrl: 'http://127.0.0.1:1/', wariness: 0.5 };

/** Each as it is asked for, and as the agent says it after a start. */
const STRATEGIES = [
  { options: ['--strategy', 'immediate'], says: 'immediate' },
  {
    options: periodic('Europe/Berlin'),
    says: 'periodic, total schedule length 180 minutes; .*Europe/Berlin',
  },
  { options: periodic('localtime'), says: `periodic, .*${LOCAL_TIME_ZONE}` },
];

function periodic(timeZone: string): readonly string[] {
  return ['--strategy', 'periodic', '--window', 'Mon,Tue,Sunday 23:30 60', '--time-zone', timeZone];
}

test.concurrent.for(AGENTS.flatMap((agent) => STRATEGIES.map((strategy) => ({ ...agent, ...strategy }))))(
  'Zincati $version, pointed here by roost node-config, has the strategy $says',
  async ({ binary, options, says }, { stream, operator, recorder, machine }) => {
    await operator.makeStream(stream, [draft('1')]);
    const identity = ['--group', 'workers.eu-1', '--rollout-wariness', '1'];
    const server = ['--base-url', recorder.url, '--stream', stream];
    const dropIn = await roost('node-config', ...server, ...identity, ...options);
    const booted = image('1', 'checksum');
    const node = machine({ ...{ binary, stream, booted, dropIn }, ...OTHERWISE });
    node.switchOn();
    await node.checks(1);
    const { checkErrors, log } = await node.switchOff();
    // The first ones are those of the command, which looks whether the server knows the stream.
    expect(queryOf(recorder.answers.at(-1)?.query)).toMatchObject({
      ...{ stream, group: 'workers.eu-1', rollout_wariness: '1.000000' },
      os_checksum: booted.payload,
    });
    expect(checkErrors).toEqual({});
    expect(log.join('\n')).toMatch(new RegExp(`update strategy: ${says}`));
  },
);

test.concurrent.for(AGENTS)(
  'Zincati $version asks the lock server of roost node-config before it asks here',
  async ({ binary }, { stream, operator, recorder, locks, machine }) => {
    await operator.makeStream(stream, [draft('1'), draft('2', FOR_ALL)]);
    const options = ['--group', 'workers', '--strategy', 'fleet_lock', '--fleet-lock-url', `${locks.url}a`];
    const dropIn = await roost('node-config', '--base-url', recorder.url, '--no-check', ...options);
    const [booted, images] = [image('1', 'checksum'), [image('2', 'checksum')]];
    const node = machine({ ...{ binary, stream, booted, images, dropIn }, ...OTHERWISE });
    node.switchOn();
    await node.updates();
    const { log } = await node.switchOff();
    const asks = { protocol: 'true', body: { client_params: { id: expect.any(String), group: 'workers' } } };
    expect(locks.requests).toEqual([
      { at: expect.any(Number), what: 'POST /a/v1/steady-state', ...asks },
      { at: expect.any(Number), what: 'POST /a/v1/pre-reboot', ...asks },
    ]);
    const [askedHere, steadyAt] = [recorder.answers[0]?.asked, locks.requests[0]?.at];
    expect(askedHere).toBeGreaterThanOrEqual(steadyAt ?? Infinity);
    expect(log.join('\n')).toMatch(/update strategy: fleet_lock/);
  },
);

test.concurrent.for(AGENTS_BY_SCHEME)(
  'roost explain asks as Zincati $version does by $scheme',
  async ({ binary, scheme }, { stream, operator, recorder, machine }) => {
    await operator.makeStream(stream, [draft('1'), draft('2', FOR_ALL)]);
    const booted = image('1', scheme);
    const node = machine({
      binary,
      stream,
      booted,
      images: [image('2', scheme)],
      baseUrl: recorder.url,
      wariness: 0.25,
    });
    node.switchOn();
    await node.updates();
    const status = `{"deployments":[{"booted":true,${deploymentFields(booted, stream)}}]}`;
    const file = `${node.root}/status.json`;
    await writeFile(file, status);
    const explained = await roost('explain', '--root', node.root, '--rpm-ostree-status', file);
    const { platform, ...asked } = queryOf(recorder.answers[0]?.query);
    expect(queryOf(recorder.answers.at(-1)?.query)).toEqual(asked);
    expect([platform, explained.split(':')[0]]).toEqual(['qemu', 'update_available']);
  },
);

function queryOf(query: string | undefined): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}
