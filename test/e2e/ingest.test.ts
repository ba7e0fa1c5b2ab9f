import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexOf, rolledOut } from '../application/releases.js';
import { GraphFolder } from './graph-folder.js';
import { RunningApp } from './running-app.js';

const folder = new GraphFolder();
let app: RunningApp;

const GOOD = { index: indexOf('1', '2', '3'), updates: rolledOut('2', '3') };
const WITH = (metadata: unknown) => ({ stream: 's', releases: [{ version: '3', metadata }] });
const [first, second, third] = GOOD.index.releases;

beforeAll(async () => {
  folder.write('good', GOOD);
  folder.write('other', GOOD);
  app = await RunningApp.start({ graphData: folder.path, mode: 'follow' });
});

afterAll(async () => {
  await app.close();
  folder.remove();
});

const graph = async () => (await app.get('/v1/graph?stream=good&basearch=x86_64')).text;
const text = JSON.stringify(GOOD.updates);

/** What real producers get wrong, and what the reference server takes and should not. */
const BROKEN: readonly (readonly [string, { index?: unknown; updates?: unknown }, string])[] = [
  ['half a file', { updates: text.slice(0, -9) }, 'invalid_json'],
  ['an empty file', { index: '' }, 'invalid_json'],
  ['an HTML page', { index: '<!DOCTYPE html><html></html>' }, 'invalid_json'],
  ['a byte order mark', { updates: `\ufeff${text}` }, 'invalid_json'],
  [
    'bytes that are not UTF-8',
    { updates: Buffer.from(text.replace('any', 'a\u00e9'), 'latin1') },
    'invalid_json',
  ],
  ['something behind the document', { updates: `${text}x` }, 'invalid_json'],
  ['two documents in one', { updates: text + text }, 'invalid_json'],
  ['a comment', { updates: `/* */${text}` }, 'invalid_json'],
  ['a list in place of an object', { index: [] }, 'invalid_document'],
  ['null', { index: 'null' }, 'invalid_document'],
  ['half of a surrogate pair', { updates: text.replace('"any"', '"\\ud800"') }, 'invalid_document'],
  ['a NUL', { updates: WITH({ deadend: { reason: 'a\0b' } }) }, 'invalid_document'],
  [
    'a key twice',
    { updates: text.replace('{"version":"3"', '{"version":"2","version":"3"') },
    'invalid_document',
  ],
  ['a release twice', { index: { releases: [first, second, third, third] } }, 'invalid_document'],
  ['no list of releases', { index: {} }, 'invalid_document'],
  ['a version that is a number', { index: { releases: [{ version: 1, metadata: '' }] } }, 'invalid_document'],
  ['no stream', { updates: { releases: [] } }, 'invalid_document'],
  [
    'an entry without metadata',
    { updates: { stream: 's', releases: [{ version: '3' }] } },
    'invalid_document',
  ],
  ['a barrier that is a list', { updates: WITH({ barrier: ['x'] }) }, 'invalid_document'],
  ['a barrier without a reason', { updates: WITH({ barrier: {} }) }, 'invalid_document'],
  ['a deadend whose reason is null', { updates: WITH({ deadend: { reason: null } }) }, 'invalid_document'],
  ['100 for a fraction', { updates: WITH({ rollout: { start_percentage: 100 } }) }, 'invalid_document'],
  [
    'a fraction below nothing',
    { updates: WITH({ rollout: { start_percentage: -0.1 } }) },
    'invalid_document',
  ],
  ['1e400 for a fraction', { updates: text.replace('1}', '1e400}') }, 'invalid_document'],
  ['a fraction that is text', { updates: WITH({ rollout: { start_percentage: '1' } }) }, 'invalid_document'],
  ['a duration below nothing', { updates: WITH({ rollout: { duration_minutes: -1 } }) }, 'invalid_document'],
  ['half a minute', { updates: WITH({ rollout: { duration_minutes: 0.5 } }) }, 'invalid_document'],
  [
    'a start beyond what is exact',
    { updates: WITH({ rollout: { start_epoch: 2 ** 53 } }) },
    'invalid_document',
  ],
  [
    'an image without its digest',
    {
      index: {
        releases: [{ ...third, 'oci-images': [{ architecture: 'x', image: 'i', 'digest-ref': 'i:3' }] }],
      },
    },
    'invalid_document',
  ],
  ['a release less', { index: { releases: [first, third] } }, 'lost_releases'],
  ['no release at all', { index: { releases: [] } }, 'lost_releases'],
];

describe('whatever a document is broken by, the last good graph stays', () => {
  test.each(BROKEN)('%s', async (_, documents, kind) => {
    folder.write('good', GOOD);
    await app.ingest();
    const before = await graph();
    expect(before).toContain('"edges":[[0,2],[1,2],[0,1]]');

    folder.write('good', documents);
    await app.ingest();
    expect(await graph()).toBe(before);
    expect((await app.get('/readyz')).body).toEqual({
      status: 'ready',
      degraded: [{ what: 'source', stream: 'good', kind, as_of: '2026-11-22T00:00:00Z' }],
    });
    expect((await app.get('/v1/streams/good')).body.source.last_error_kind).toBe(kind);
    expect((await app.get('/metrics')).text).toContain('roost_ingest_failing{stream="good"} 1');
    expect((await app.get('/v1/streams/other')).body.source.last_error_kind).toBe(null);
  });

  test.each(['streams/good/releases.json', 'updates/good.json'])('%s is away', async (file) => {
    folder.write('good', GOOD);
    await app.ingest();
    const before = await graph();
    folder.remove(file);
    await app.ingest();
    expect(await graph()).toBe(before);
    expect((await app.get('/v1/streams/good')).body.source.last_error_kind).toBe('document_unreadable');
  });

  test('a file that keeps changing while it is read', { timeout: 60_000 }, async () => {
    folder.write('good', GOOD);
    await app.ingest();
    const before = await graph();
    const path = join(folder.path, 'updates/good.json');
    const write = () => writeFileSync(path, JSON.stringify(rolledOut('2')));
    write();
    const writer = setInterval(write, 50);
    await app.ingest();
    clearInterval(writer);
    expect(await graph()).toBe(before);
    expect((await app.get('/v1/streams/good')).body.source.last_error_kind).toBe('document_unsettled');
  });

  test('a layout that is newer than we are', async () => {
    folder.write('good', GOOD);
    await app.ingest();
    const before = await graph();
    writeFileSync(join(folder.path, 'version'), '2.0.0\n');
    await app.ingest();
    expect(await graph()).toBe(before);
    expect((await app.get('/readyz')).body.degraded).toContainEqual({
      what: 'source',
      stream: null,
      kind: 'source_unreadable',
      as_of: null,
    });
    folder.remove('version');
  });

  test('and heals with the document', async () => {
    folder.write('good', { index: indexOf('1', '2', '3', '4'), updates: rolledOut('4') });
    await app.ingest();
    expect(await graph()).toContain('"edges":[[0,3],[1,3],[2,3]]');
    expect((await app.get('/readyz')).body).toEqual({ status: 'ready', degraded: [] });
    expect((await app.get('/metrics')).text).toContain('roost_ingest_failing{stream="good"} 0');
  });
});

test('six years of real publications are followed one after the other', { timeout: 120_000 }, async () => {
  const history = join(import.meta.dirname, '../golden/updates-history');
  const index = readFileSync(
    join(import.meta.dirname, '../../graph-data/streams/stable/releases.json'),
    'utf8',
  );
  const files = readdirSync(history).filter((file) => file.endsWith('.json'));
  expect(files).toHaveLength(193);
  for (const file of files.sort()) {
    const updates = readFileSync(join(history, file), 'utf8');
    folder.write('real', { index, updates });
    await app.ingest();
    app.clock.at = Number(file.replace('.json', '')) + 72 * 3600;
    const { body } = await app.get('/v1/graph?stream=real&basearch=x86_64&rollout_wariness=1');
    const { releases } = JSON.parse(updates);
    const marked = (mark: string) =>
      body.nodes
        .filter(
          (node: { metadata: Record<string, string> }) =>
            `org.fedoraproject.coreos.updates.${mark}` in node.metadata,
        )
        .map(({ version }: { version: string }) => version);
    for (const mark of ['barrier', 'deadend', 'rollout']) {
      const declared = releases.filter((entry: { metadata: object }) => mark in entry.metadata);
      expect(new Set(marked(mark)), `${mark}s of ${file}`).toEqual(
        new Set(declared.map(({ version }: { version: string }) => version)),
      );
    }
    expect((await app.get('/v1/streams/real')).body.source.last_error_kind, file).toBe(null);
  }
});
