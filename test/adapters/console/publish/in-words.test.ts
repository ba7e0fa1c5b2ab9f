import { describe, expect, test } from 'vitest';
import { problemIn } from '../../../../src/adapters/console/api/api-problem.js';
import { newCard } from '../../../../src/adapters/console/publish/draft.js';
import { nameOfPlace } from '../../../../src/adapters/console/publish/form-places.js';
import { asShown, inWords, shownPath } from '../../../../src/adapters/console/publish/in-words.js';
import { textIn } from '../../../../src/adapters/console/texts/texts.js';
import type { Say } from '../../../../src/adapters/console/texts/use-say.js';

const say: Say = (key, values) => textIn('en', key, values);
const row = (basearch: string, payload: string) => ({ basearch, scheme: 'checksum', payload });
const ROWS = [[row('aarch64', ''), row('x86_64', 'sum'), row('', ' '), row('s390x', 'sum')]];
const SHOWN = { cards: [newCard('publish_release', 1)], reason: '', rows: ROWS };
const refused = (detail: string, path = '') =>
  problemIn(422, JSON.stringify({ detail, errors: [{ path, code: 'x', message: 'm' }] }));

test.each([
  ['/operations/0/payloads/0/payload', '/operations/0/payloads/1/payload'],
  ['/operations/0/payloads/1', '/operations/0/payloads/3'],
  ['/operations/0/payloads/2', '/operations/0/payloads/2'],
  ['/operations/0/payloads', '/operations/0/payloads'],
  ['/operations/1/payloads/0', '/operations/1/payloads/0'],
  ['/operations/0/version', '/operations/0/version'],
  ['', ''],
])('what was sent at %s stands at %s among the rows that were not sent', (sent, shown) => {
  expect(shownPath(sent, ROWS)).toBe(shown);
});

test('findings and refusals stand where their rows are shown', () => {
  const path = '/operations/0/payloads/0/payload';
  const finding = { path, code: 'x', message: 'm', severity: 'warning' as const };
  const preview = { findings: [finding], diff: [], exposure: [], toConfirm: [], isChange: true, at: 0 };
  const shown = asShown({ problem: refused(`${path}: m`, path), preview }, ROWS);
  const at = '/operations/0/payloads/1/payload';
  expect(shown.preview.findings[0]?.path).toBe(at);
  expect(shown.problem.refusal).toMatchObject({ detail: `${at}: m`, errors: [{ path: at }] });
});

describe('a place', () => {
  test.each([
    ['/operations/0/payloads/1/payload', '1 Publish a release · Payloads · x86_64 checksum'],
    ['/operations/0/payloads/1/basearch', '1 Publish a release · Payloads · x86_64 checksum · Basearch'],
    ['/operations/0/payloads/2', '1 Publish a release · Payloads · 3 checksum'],
    ['/operations/0/payloads', '1 Publish a release · Payloads'],
    ['/operations/0/rollout/duration', '1 Publish a release · rollout · Duration'],
    ['/reason', 'Reason of the whole change'],
    ['/operations/9', ''],
  ])('at %s is called %s', (path, name) => {
    expect(nameOfPlace(path, SHOWN, say)).toBe(name);
  });

  test.each([
    [
      '/operations/0/payloads/1/payload: not one',
      '1 Publish a release · Payloads · x86_64 checksum: not one',
    ],
    ['/operations/9/x: not one', 'not one'],
    ['a sentence about /operations/0', 'a sentence about /operations/0'],
  ])('in %j is said in words', (detail, said) => {
    expect(inWords(refused(detail), (path) => nameOfPlace(path, SHOWN, say)).refusal.detail).toBe(said);
  });
});
