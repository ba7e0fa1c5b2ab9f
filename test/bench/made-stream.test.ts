import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeStream, OLDEST } from '../../bench/data/made-stream.js';
import { REACHED } from '../../bench/data/running-rollout.js';
import { graphsOf } from '../../src/graph/build-graph.js';
import { readDocuments } from '../../src/graph/documents.js';
import { throttleAt } from '../../src/graph/rollout.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-made-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function releasesOf(name: string) {
  const [index, updates] = [
    join(folder, 'streams', name, 'releases.json'),
    join(folder, 'updates', `${name}.json`),
  ];
  const read = async (path: string) => ({
    name: path,
    value: JSON.parse(await readFile(path, 'utf8')),
    repeated: new Set<string>(),
  });
  return readDocuments(await read(index), await read(updates)).releases;
}

describe('a stream made for the bench', () => {
  test.each([
    [100, true, ['aarch64 checksum', 'aarch64 oci', 'x86_64 checksum', 'x86_64 oci']],
    [1000, false, ['aarch64 checksum', 'x86_64 checksum']],
  ] as const)('of %d releases has that many nodes in every scope', async (releases, images, scopes) => {
    await makeStream(folder, { name: 'made', releases, images });
    const graphs = graphsOf(await releasesOf('made'));
    expect(graphs.map(({ basearch, scheme }) => `${basearch} ${scheme}`)).toEqual(scopes);
    expect(graphs.map(({ graph }) => graph.nodes.length)).toEqual(scopes.map(() => releases));
  });

  test('has two rollouts that run and have reached nearly nobody', async () => {
    await makeStream(folder, { name: 'rolling', releases: 10, images: false });
    const rollouts = (await releasesOf('rolling')).map(({ rollout }) => rollout);
    expect(rollouts.map((one) => one !== null)).toEqual([...Array<boolean>(8).fill(false), true, true]);
    const now = Date.now() / 1000;
    const reached = rollouts.slice(-2).map((rollout) => throttleAt(rollout!, now));
    expect(reached.every((one) => one > 0 && one < REACHED)).toBe(true);
  });

  test('is asked for by a node that runs its third newest release', async () => {
    const node = await makeStream(folder, { name: 'asked', releases: 5, images: false });
    const releases = await releasesOf('asked');
    const { payloads, version } = releases[2]!;
    const payload = payloads.find(({ basearch }) => basearch === node.basearch)?.payload;
    expect([version, payload, releases[0]!.version]).toEqual([node.version, node.checksum, OLDEST]);
  });
});
