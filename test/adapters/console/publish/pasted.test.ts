import { describe, expect, test } from 'vitest';
import { documentsOf, pastedIn } from '../../../../src/adapters/console/publish/pasted.js';

const CURRENT = { releases: { stream: 's', releases: [1] }, updates: { stream: 's', releases: [] } };
const NEW = '{"releases":[]}';

describe('a document that is pasted', () => {
  test.each([
    [NEW, { value: { releases: [] }, fault: null, isEmpty: false }],
    [' \n', { value: null, fault: null, isEmpty: true }],
    ['[]', { value: null, fault: expect.objectContaining({ line: 1, expected: 'object' }), isEmpty: false }],
    ['5', { value: null, fault: expect.objectContaining({ expected: 'object' }), isEmpty: false }],
    ['null', { value: null, fault: expect.objectContaining({ expected: 'object' }), isEmpty: false }],
    ['{', { value: null, fault: expect.objectContaining({ expected: 'key' }), isEmpty: false }],
  ])('as %j', (text, pasted) => {
    expect(pastedIn(text)).toEqual(pasted);
  });
});

describe('the documents that are judged', () => {
  test.each([
    ['both that were pasted', NEW, NEW, CURRENT, { releases: { releases: [] }, updates: { releases: [] } }],
    ['the index that stands', '', NEW, CURRENT, { ...CURRENT, updates: { releases: [] } }],
    ['the metadata that stand', NEW, '', CURRENT, { ...CURRENT, releases: { releases: [] } }],
    ['none where nothing was pasted', '', ' ', CURRENT, null],
    ['none as long as one is broken', NEW, '{', CURRENT, null],
    ['none as long as the other one is broken', '[', NEW, CURRENT, null],
    ['none where one is missing and nothing stands', NEW, '', null, null],
    [
      'both where nothing stands yet',
      NEW,
      NEW,
      null,
      { releases: { releases: [] }, updates: { releases: [] } },
    ],
  ])('are %s', (_, releases, updates, current, documents) => {
    const pasted = { releases: pastedIn(releases), updates: pastedIn(updates) };
    expect(documentsOf(pasted, current)).toEqual(documents);
  });
});
