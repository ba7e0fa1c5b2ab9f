import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { releaseOf, rolloutOf, streamDrawn } from '../graph/draw.js';
import { drawn } from './drawn-answers.js';
import { ADMIN, RunningApp } from './running-app.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z
const LINK = 'https://x.example/why';
const S = '/admin/v1/streams/s';

/** v0 and v1, a barrier; v2, a deadend; v3 and v4, for all; v5; v6, half way; v7, the newest. */
const RELEASES = [
  ...streamDrawn('.bd.r.'),
  { ...releaseOf('v6', 6), rollout: rolloutOf(NOW - 86_400, 0, 2880) },
  {
    ...releaseOf('v7', 7),
    aliases: [{ basearch: 'x86_64', scheme: 'checksum', payload: 'a'.repeat(64), reason: LINK }],
  } as const,
];

let app: RunningApp;

beforeAll(async () => {
  app = await RunningApp.start({ now: NOW, ownTime: true });
  await app.store.change('s', releasesAre(...RELEASES), NOTE);
  await app.refresh();
});

afterAll(async () => {
  await app.close();
});

const payload = (digit: string, more: object = {}) => ({
  basearch: 'x86_64',
  scheme: 'checksum',
  payload: digit.repeat(64),
  ...more,
});
const NEW = { version: 'v8', payloads: [payload('8')] };

type Row = readonly [method: 'post' | 'put' | 'delete', path: string, body: object | undefined, drawing: readonly string[]];

const ROWS: readonly Row[] = [
  ['post', '/releases', NEW, ['201 r2 tried', 'x86_64 checksum +v8']],
  ['post', '/releases', { ...NEW, metadata: 'https://x.example/v8.json', barrier: { reason: LINK } }, ['201 r2 tried', 'warning barrier_for_all_at_once /barrier', 'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8']],
  ['post', '/releases', { ...NEW, rollout: { duration: '48h' } }, ['201 r2 tried', 'warning overlapping_rollouts /rollout', 'v8 2026-11-22T00:00:00Z 0', 'v8 2026-11-22T04:48:00Z 0.1', 'v8 2026-11-23T00:00:00Z 0.5', 'v8 2026-11-24T00:00:00Z 1', 'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8']],
  ['post', '/releases', { ...NEW, rollout: { start: 'now', duration: '48h', start_fraction: 0.2 } }, ['201 r2 tried', 'warning overlapping_rollouts /rollout', 'v8 2026-11-22T00:00:00Z 0.2', 'v8 2026-11-22T18:00:00Z 0.5', 'v8 2026-11-24T00:00:00Z 1', 'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8']],
  ['post', '/releases', { ...NEW, payloads: [payload('8', { basearch: 'amd64' })] }, ['201 r2 tried', 'x86_64 checksum +v8']],
  ['put', '/releases/v5/barrier', { reason: LINK }, ['200 r2 tried', 'warning barrier_for_all_at_once', 'x86_64 checksum ~v5 +v1>v5 +v3>v5 +v4>v5 -v1>v6 -v3>v6 -v4>v6']],
  ['put', '/releases/v5/barrier', { reason: 'no link', basearches: ['amd64'] }, ['200 r2 tried', 'warning reason_not_a_link /reason', 'warning barrier_for_all_at_once', 'x86_64 checksum ~v5 +v1>v5 +v3>v5 +v4>v5 -v1>v6 -v3>v6 -v4>v6']],
  ['put', '/releases/v5/barrier', { reason: LINK, basearches: ['aarch64'] }, ['200 r2 tried', 'warning barrier_for_all_at_once']],
  ['delete', '/releases/v1/barrier', undefined, ['200 r2 tried', 'x86_64 checksum ~v1 +v0>v6 +v0>v4 -v0>v1']],
  ['delete', '/releases/v0/barrier', undefined, ['200 r1 unchanged tried']],
  ['put', '/releases/v5/deadend', { reason: LINK }, ['200 r2 tried', 'x86_64 checksum ~v5 -v5>v6']],
  ['delete', '/releases/v2/deadend', undefined, ['200 r2 tried', 'x86_64 checksum ~v2 +v2>v6 +v2>v4']],
  ['put', '/releases/v7/rollout', { duration: '48h' }, ['200 r2 tried', 'warning overlapping_rollouts', 'v7 2026-11-22T00:00:00Z 0', 'v7 2026-11-22T04:48:00Z 0.1', 'v7 2026-11-23T00:00:00Z 0.5', 'v7 2026-11-24T00:00:00Z 1', 'x86_64 checksum ~v7 +v1>v7 +v3>v7 +v4>v7 +v5>v7 +v6>v7']],
  ['put', '/releases/v7/rollout', { start: '2026-11-23T01:00:00+01:00', duration: '2d', start_fraction: 0.25 }, ['200 r2 tried', 'warning overlapping_rollouts', 'v7 2026-11-22T00:00:00Z 0', 'v7 2026-11-23T00:00:00Z 0.25', 'v7 2026-11-23T16:00:00Z 0.5', 'v7 2026-11-25T00:00:00Z 1', 'x86_64 checksum ~v7 +v1>v7 +v3>v7 +v4>v7 +v5>v7 +v6>v7']],
  ['put', '/releases/v6/rollout', { start: '2026-11-21T00:00:00Z', duration: '48h' }, ['200 r1 unchanged tried']],
  ['put', '/releases/v6/rollout', { start: '2026-11-21T23:59:59Z', duration: '48h' }, ['200 r2 tried', 'warning exposure_falls', 'v6 2026-11-22T00:00:00Z 0.000005787037', 'v6 2026-11-22T04:47:59Z 0.1', 'v6 2026-11-22T23:59:59Z 0.5', 'v6 2026-11-23T23:59:59Z 1', 'x86_64 checksum ~v6']],
  ['post', '/releases/v6/rollout/pause', { reason: LINK }, ['200 r2 tried', 'v6 2026-11-22T00:00:00Z 0.5', 'x86_64 checksum ~v6']],
  ['post', '/releases/v6/rollout/withdraw', { reason: LINK }, ['200 r2 tried', 'x86_64 checksum ~v6 -v1>v6 -v3>v6 -v4>v6 -v5>v6']],
  ['post', '/releases/v6/rollout/finish', { reason: LINK }, ['409 needs_confirmation', 'blast_radius', 'v6 2026-11-22T00:00:00Z 1', 'x86_64 checksum ~v6']],
  ['post', '/releases/v6/rollout/finish?confirm=blast_radius', { reason: LINK }, ['200 r2 tried', 'warning cliff', 'v6 2026-11-22T00:00:00Z 1', 'x86_64 checksum ~v6']],
  ['post', '/releases/v7/payloads', { payloads: [payload('7', { basearch: 'arm64' })] }, ['201 r2 tried', 'aarch64 checksum +v7']],
  ['post', '/releases/v7/payloads', { payloads: [payload('7', { scheme: 'oci', payload: `r/i@sha256:${'7'.repeat(64)}` })] }, ['201 r2 tried', 'x86_64 oci +v7']],
  ['post', '/releases/v7/payload-aliases', { ...payload('c'), reason: LINK }, ['201 r2 tried']],
  ['post', '/releases/v7/payload-aliases', { ...payload('a'), reason: LINK }, ['201 r1 unchanged tried']],
  ['delete', '/releases/v7/payload-aliases/b3e13b362fda5bb2', undefined, ['200 r2 tried']],
  ['post', '/releases/v4/retire', { reason: LINK }, ['200 r2 tried', 'x86_64 checksum ~v4 -v1>v4 -v3>v4']],
  ['post', '/releases/v7/retire', { reason: LINK }, ['200 r2 tried']],
];

/** Everything wrong is told at once. */
const REFUSED: readonly Row[] = [
  ['post', '/releases', {}, ['400 invalid_body', 'missing_field /version', 'missing_field /payloads']],
  ['post', '/releases', undefined, ['400 invalid_body', 'missing_field /version', 'missing_field /payloads']],
  ['post', '/releases', [], ['400 invalid_body', 'wrong_type']],
  ['post', '/releases', { ...NEW, payloads: [] }, ['400 invalid_body', 'wrong_type /payloads']],
  ['post', '/releases', { ...NEW, payloads: 'x' }, ['400 invalid_body', 'wrong_type /payloads']],
  ['post', '/releases', { ...NEW, payloads: [{ basearch: 1, scheme: 'ostree', payload: null, more: 1 }], x: 1 }, ['400 invalid_body', 'unknown_field /x', 'unknown_field /payloads/0/more', 'wrong_type /payloads/0/basearch', 'wrong_type /payloads/0/scheme', 'wrong_type /payloads/0/payload']],
  ['post', '/releases', { ...NEW, metadata: 'x', barrier: 'x', rollout: { start: 5, duration: 48, start_fraction: '0' } }, ['400 invalid_body', 'wrong_type /metadata', 'wrong_type /barrier', 'wrong_type /rollout/start', 'wrong_type /rollout/duration', 'wrong_type /rollout/start_fraction']],
  ['post', '/releases', { version: 'a b', payloads: [payload('8', { basearch: 'x y', payload: 'XYZ' })] }, ['422 invalid_release_data', 'invalid_basearch /payloads/0/basearch', 'invalid_payload /payloads/0/payload', 'invalid_version /version']],
  ['post', '/releases', { version: 'v8', payloads: [payload('8'), payload('9')] }, ['422 invalid_release_data', 'duplicate_payload /payloads/1/payload']],
  ['post', '/releases', { version: 'v8', payloads: [{ ...payload('8'), payload: releaseOf('', 5).payloads[0]?.payload }] }, ['422 invalid_release_data', 'duplicate_payload /payloads/0/payload']],
  ['post', '/releases', { ...NEW, payloads: [payload('8', { scheme: 'oci', payload: 'r/i:latest' })] }, ['422 invalid_release_data', 'invalid_payload /payloads/0/payload']],
  ['post', '/releases', { ...NEW, version: 'v5' }, ['409 already_exists', 'duplicate_version /version']],
  ['post', '/releases', { ...NEW, barrier: {}, rollout: { start_fraction: 100, duration: '1200' } }, ['422 invalid_release_data', 'invalid_duration /rollout/duration', 'missing_reason /barrier/reason', 'fraction_out_of_range /rollout/start_fraction']],
  ['post', '/releases', { ...NEW, rollout: {} }, ['422 invalid_release_data', 'invalid_duration /rollout/duration']],
  ['post', '/releases', { ...NEW, rollout: { start_fraction: 1 } }, ['409 needs_confirmation', 'blast_radius /rollout', 'v8 2026-11-22T00:00:00Z 1', 'x86_64 checksum +v8 ~v4 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8 -v1>v4 -v3>v4']],
  ['post', '/releases', { ...NEW, rollout: { duration: '48h', start_fraction: 0.3 } }, ['409 needs_confirmation', 'blast_radius /rollout', 'v8 2026-11-22T00:00:00Z 0.3', 'v8 2026-11-22T13:42:52Z 0.500002314815', 'v8 2026-11-24T00:00:00Z 1', 'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8']],
  ['post', '/releases', { ...NEW, rollout: { start: '2026-11-21T22:59:59Z', duration: '48h' } }, ['409 needs_confirmation', 'start_in_past /rollout/start', 'v8 2026-11-22T00:00:00Z 0.02083912037', 'v8 2026-11-22T03:47:59Z 0.1', 'v8 2026-11-22T22:59:59Z 0.5', 'v8 2026-11-23T22:59:59Z 1', 'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8']],
  ['post', '/releases', { ...NEW, rollout: { start: '2027-11-22T00:00:00Z', duration: '48h' } }, ['409 needs_confirmation', 'start_far_ahead /rollout/start', 'v8 2026-11-22T00:00:00Z 0', 'v8 2027-11-22T04:48:00Z 0.1', 'v8 2027-11-23T00:00:00Z 0.5', 'v8 2027-11-24T00:00:00Z 1', 'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8']],
  ['put', '/releases/v9/barrier', { reason: LINK }, ['404 unknown_version']],
  ['put', '/releases/v9/barrier', { reason: 5 }, ['404 unknown_version']],
  ['put', '/releases/v5/barrier', {}, ['422 invalid_release_data', 'missing_reason /reason']],
  ['put', '/releases/v5/barrier', { reason: '' }, ['422 invalid_release_data', 'missing_reason /reason']],
  ['put', '/releases/v5/barrier', { reason: '-rf' }, ['422 invalid_release_data', 'invalid_reason /reason']],
  ['put', '/releases/v5/barrier', { reason: 'two\nlines' }, ['422 invalid_release_data', 'invalid_reason /reason']],
  ['put', '/releases/v5/barrier', { reason: 'x'.repeat(501) }, ['422 invalid_release_data', 'invalid_reason /reason']],
  ['put', '/releases/v5/barrier', { reason: LINK, basearches: [] }, ['400 invalid_body', 'wrong_type /basearches']],
  ['put', '/releases/v5/barrier', { reason: LINK, basearches: ['a b'] }, ['422 invalid_release_data', 'invalid_basearch /basearches']],
  ['put', '/releases/v2/barrier', { reason: LINK }, ['422 invalid_release_data', 'barrier_and_deadend']],
  ['put', '/releases/v1/deadend', { reason: LINK }, ['422 invalid_release_data', 'barrier_and_deadend']],
  ['put', '/releases/v4/deadend', { reason: LINK }, ['422 invalid_release_data', 'rollout_of_deadend']],
  ['delete', '/releases/v1/barrier', { reason: LINK }, ['400 invalid_body', 'unknown_field /reason']],
  ['delete', '/releases/v9/deadend', undefined, ['404 unknown_version']],
  ['put', '/releases/v2/rollout', { duration: '48h' }, ['422 invalid_release_data', 'rollout_of_deadend']],
  ['put', '/releases/v5/rollout', { duration: '48h' }, ['409 needs_confirmation', 'not_newest', 'v5 2026-11-22T00:00:00Z 0', 'v5 2026-11-22T04:48:00Z 0.1', 'v5 2026-11-23T00:00:00Z 0.5', 'v5 2026-11-24T00:00:00Z 1', 'x86_64 checksum ~v5 +v1>v5 +v3>v5 +v4>v5']],
  ['put', '/releases/v7/rollout', { duration: '48' }, ['422 invalid_release_data', 'invalid_duration /duration']],
  ['put', '/releases/v7/rollout', { duration: '0h' }, ['422 invalid_release_data', 'invalid_duration /duration']],
  ['put', '/releases/v7/rollout', { duration: '48h', start: 'yesterday' }, ['400 invalid_body', 'wrong_type /start']],
  ['put', '/releases/v7/rollout', { duration: '48h', start_percentage: 0.5 }, ['400 invalid_body', 'unknown_field /start_percentage']],
  ['put', '/releases/v7/rollout', { duration: '48h', start_fraction: -0.1 }, ['422 invalid_release_data', 'fraction_out_of_range /start_fraction']],
  ['put', '/releases/v6/rollout', { duration: '5m' }, ['409 needs_confirmation', 'blast_radius', 'v6 2026-11-22T00:00:00Z 0', 'v6 2026-11-22T00:00:30Z 0.1', 'v6 2026-11-22T00:02:30Z 0.5', 'v6 2026-11-22T00:05:00Z 1', 'x86_64 checksum ~v6']],
  ['post', '/releases/v6/rollout/pause', {}, ['422 invalid_release_data', 'missing_reason /reason']],
  ['post', '/releases/v6/rollout/pause', { reason: LINK, public_reason: '-x', review_at: 5 }, ['400 invalid_body', 'wrong_type /review_at', 'invalid_reason /public_reason']],
  ['post', '/releases/v6/rollout/pause', { reason: '-x', public_reason: '' }, ['422 invalid_release_data', 'invalid_reason /reason', 'missing_reason /public_reason']],
  ['post', '/releases/v5/rollout/pause', { reason: LINK }, ['409 invalid_state', 'invalid_state']],
  ['post', '/releases/v4/rollout/pause', { reason: LINK }, ['409 invalid_state', 'invalid_state']],
  ['post', '/releases/v6/rollout/resume', {}, ['409 invalid_state', 'invalid_state']],
  ['post', '/releases/v5/rollout/resume', undefined, ['409 invalid_state', 'invalid_state']],
  ['post', '/releases/v4/rollout/finish', { reason: LINK }, ['409 invalid_state', 'invalid_state']],
  ['post', '/releases/v6/rollout/finish', {}, ['422 invalid_release_data', 'missing_reason /reason']],
  ['post', '/releases/v5/rollout/withdraw', { reason: LINK }, ['409 invalid_state', 'invalid_state']],
  ['post', '/releases/v6/rollout/withdraw', {}, ['422 invalid_release_data', 'missing_reason /reason']],
  ['post', '/releases/v7/payloads', {}, ['400 invalid_body', 'missing_field /payloads']],
  ['post', '/releases/v7/payloads', { payloads: [payload('7')] }, ['422 invalid_release_data', 'duplicate_payload /payloads/0/payload']],
  ['post', '/releases/v7/payload-aliases', {}, ['400 invalid_body', 'missing_field /basearch', 'missing_field /scheme', 'missing_field /payload', 'missing_reason /reason']],
  ['post', '/releases/v7/payload-aliases', payload('c'), ['422 invalid_release_data', 'missing_reason /reason']],
  ['post', '/releases/v7/payload-aliases', { ...payload('c'), payload: 'x', reason: LINK }, ['422 invalid_release_data', 'invalid_payload /payload']],
  ['post', '/releases/v7/payload-aliases', { ...payload('0'), payload: releaseOf('', 5).payloads[0]?.payload, reason: LINK }, ['422 invalid_release_data', 'duplicate_payload /payload']],
  ['delete', '/releases/v7/payload-aliases/0', undefined, ['404 not_found']],
  ['delete', '/releases/v7/payload-aliases/0', { id: 'b3e13b362fda5bb2' }, ['404 not_found']],
  ['post', '/releases/v7/retire', {}, ['422 invalid_release_data', 'missing_reason /reason']],
  ['post', '/releases/v1/retire', { reason: LINK }, ['200 r2 tried', 'x86_64 checksum ~v1 +v0>v6 +v0>v4 -v0>v1']],
];

const send = ([method, path, body]: readonly [Row[0], string, object | undefined], query = '') => {
  const target = path.includes('?') ? `${path}&${query}` : `${path}?${query}`;
  return app.as(ADMIN, method, `${S}${target}`).send(body);
};

describe('each write says what it will do', () => {
  test('x', async () => {
    for (const [i, [method, path, body]] of [...ROWS, ...REFUSED].entries()) console.log('ROW', i, JSON.stringify(drawn(await send([method, path, body], 'dry_run=true'))));
    expect(1).toBe(1);
  });
});
