import { afterEach, describe, expect, test } from 'vitest';
import { release, indexOf, rolledOut } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { GraphFolder } from './graph-folder.js';
import { RunningApp } from './running-app.js';

let app: RunningApp;

afterEach(async () => {
  await app.close();
});

describe('before the store has been read', () => {
  test('the server lives, but is not ready and answers no agent', async () => {
    app = await RunningApp.create({});
    expect((await app.get('/healthz')).body).toEqual({ status: 'ok' });
    for (const path of ['/readyz', '/v1/graph?stream=stable&basearch=x86_64']) {
      const { status, body, headers } = await app.get(path);
      expect([status, body]).toEqual([503, { kind: 'not_ready', value: expect.any(String) }]);
      expect(headers['retry-after']).toBe('5');
    }
    expect((await app.get('/metrics')).text).toContain('roost_ready 0');
    await app.open();
    expect((await app.get('/readyz')).body).toEqual({ status: 'ready', degraded: [] });
    expect((await app.get('/v1/graph?stream=stable&basearch=x86_64')).status).toBe(404);
  });
});

describe('a change by another instance', () => {
  test('is seen within a second', async () => {
    app = await RunningApp.start({});
    await app.store.change('stable', releasesAre(release('1')), NOTE);
    const asked = async () => (await app.get('/v1/graph?stream=stable&basearch=x86_64')).status;
    await expect.poll(asked, { timeout: 1000, interval: 50 }).toBe(200);
  });
});

describe('GET /metrics', () => {
  test('counts by what is known, never by what callers send', async () => {
    const folder = new GraphFolder();
    folder.write('stable', { index: indexOf('1', '2'), updates: rolledOut('2') });
    app = await RunningApp.start({ graphData: folder.path });
    await app.get('/v1/graph?stream=stable&basearch=x86_64');
    const { headers } = await app.get('/v1/graph?stream=stable&basearch=x86_64&node_uuid=a');
    await app.get('/v1/graph?stream=stable&basearch=x86_64').set('If-None-Match', String(headers['etag']));
    for (let i = 0; i < 20; i++) await app.get(`/v1/graph?stream=s${i}&basearch=b${i}`);
    await app.request('post', '/v1/graph');
    const { text, headers: own } = await app.get('/metrics');
    folder.remove();
    expect(own['content-type']).toContain('text/plain');
    const scope = 'stream="stable",basearch="x86_64",scheme="checksum"';
    const other = 'stream="other",basearch="other",scheme="other"';
    for (const line of [
      `roost_graph_requests_total{${scope},code="200",kind=""} 2`,
      `roost_graph_requests_total{${scope},code="304",kind=""} 1`,
      `roost_graph_requests_total{${other},code="404",kind="unknown_stream"} 20`,
      `roost_graph_requests_total{${other},code="405",kind="method_not_allowed"} 1`,
      'roost_graph_request_duration_seconds_count 24',
      'roost_requests_missing_uuid_total 2',
      `roost_snapshot_nodes{${scope}} 2`,
      `roost_snapshot_edges{${scope}} 1`,
      'roost_stream_revision{stream="stable"} 1',
      'roost_ingest_attempts_total{stream="stable",result="success",kind=""} 1',
      'roost_ingest_failing{stream="stable"} 0',
      'roost_build_info{version="test"} 1',
      'roost_ready 1',
      'roost_db_up 1',
      'roost_source_up 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    for (const name of [
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'process_start_time_seconds',
    ]) {
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
    expect(text).not.toMatch(/"s\d+"|"b\d+"/);
  });
});
