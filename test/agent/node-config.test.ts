import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { deploymentFields } from './deployment.js';
import { draft, FOR_ALL, image } from './releases.js';
import { AGENTS, AGENTS_BY_SCHEME, test } from './test-context.js';

const CLI = new URL('../../dist/src/cli.js', import.meta.url).pathname;

/** What the command prints, whatever its exit status. */
async function roost(...args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [CLI, ...args]);
  run.child.stdin?.end();
  return (await run).stdout;
}

const STRATEGIES = [
  ['--strategy', 'immediate'],
  ['--strategy', 'periodic', '--window', 'Mon,Tue,Sunday 23:30 60', '--time-zone', 'Europe/Berlin'],
];

test.concurrent.for(AGENTS.flatMap((agent) => STRATEGIES.map((strategy) => ({ ...agent, strategy }))))(
  'Zincati $version is pointed here by roost node-config $strategy',
  async ({ binary, strategy }, { stream, operator, recorder, machine }) => {
    await operator.makeStream(stream, [draft('1')]);
    const options = ['--group', 'workers.eu-1', '--rollout-wariness', '1', ...strategy];
    const dropIn = await roost('node-config', '--base-url', recorder.url, '--stream', stream, ...options);
    const booted = image('1', 'checksum');
    const node = machine({ binary, stream, booted, dropIn, baseUrl: 'http://127.0.0.1:1/', wariness: 0.5 });
    node.switchOn();
    await node.checks(1);
    const { checkErrors } = await node.switchOff();
    // The first ones are those of the command, which looks whether the server knows the stream.
    const query = new URLSearchParams(recorder.answers.at(-1)?.query);
    expect(Object.fromEntries(query)).toMatchObject({
      ...{ stream, group: 'workers.eu-1', rollout_wariness: '1.000000' },
      os_checksum: booted.payload,
    });
    expect(checkErrors).toEqual({});
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
