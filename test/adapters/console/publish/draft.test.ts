import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BLANK,
  isBlank,
  isWithoutText,
  keptText,
  newCard,
  NO_TEXTS,
  readDraft,
  readTexts,
  type Draft,
} from '../../../../src/adapters/console/publish/draft.js';
import { withField, withPart } from '../../../../src/adapters/console/publish/edit.js';
import { OP_NAMES, PARTS } from '../../../../src/adapters/console/publish/kinds.js';

const AT = 1_795_305_600;
const draftText = (content: unknown, at: unknown = AT) => JSON.stringify({ at, content });
const BARE = { fields: {}, parts: [], payloads: null };

const rows = fc.record({ basearch: fc.string(), scheme: fc.string(), payload: fc.string() });
const cards = fc.record({
  op: fc.constantFrom(...OP_NAMES),
  fields: fc.dictionary(fc.string(), fc.string()).map((fields) => ({ ...fields })),
  parts: fc.subarray([...PARTS]),
  payloads: fc.option(fc.array(rows)),
});
const drafts: fc.Arbitrary<Draft> = fc.record({
  cards: fc
    .array(cards, { minLength: 1 })
    .map((list) => list.map((card, index) => ({ ...card, key: index + 1 }))),
  reason: fc.string(),
});

describe('a draft', () => {
  test('comes back as it was written, with its time', () => {
    fc.assert(
      fc.property(drafts, fc.nat(), (content, at) => {
        expect(readDraft(keptText({ at, content }))).toEqual({ at, content });
      }),
    );
  });

  test('is read, or is none: nothing that stands in its place breaks the page', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"at":1,"content":${json}}`),
        ),
        (text) => {
          for (const kept of [readDraft(text), readTexts(text)])
            expect(kept === null || kept.at).not.toBeUndefined();
        },
      ),
    );
  });

  test.each<readonly [what: string, text: string | null]>([
    ['nothing', null],
    ['what is not JSON', '{'],
    ['null', 'null'],
    ['a list', '[1]'],
    ['no time', draftText(BLANK, 'yesterday')],
    ['half a second', draftText(BLANK, 1.5)],
    ['no cards', draftText({ reason: 'x' })],
    ['an empty list of cards', draftText({ cards: [], reason: 'x' })],
    ['cards that are none', draftText({ cards: [1, null, 'x', {}, [], { op: 'constructor' }] })],
  ])('is not %s', (_, text) => {
    expect(readDraft(text)).toBeNull();
  });

  test.each<readonly [what: string, card: object, read: object]>([
    [
      'fields that are no texts',
      { fields: { version: 5, reason: 'x' } },
      { ...BARE, fields: { reason: 'x' } },
    ],
    ['sections that there are not', { parts: ['rollout', 'moon', 5] }, { ...BARE, parts: ['rollout'] }],
    ['payloads that are none', { payloads: 'x' }, BARE],
    [
      'a row that is none',
      { payloads: [5, { payload: 'p' }] },
      {
        ...BARE,
        payloads: [
          { basearch: '', scheme: '', payload: '' },
          { basearch: '', scheme: '', payload: 'p' },
        ],
      },
    ],
    ['more than this console knows', { colour: 'red' }, BARE],
  ])('of another console is read without %s', (_, card, read) => {
    const content = { cards: [{ op: 'no_such_operation' }, { op: 'set_barrier', ...card }], reason: 7 };
    expect(readDraft(draftText(content))?.content).toEqual({
      cards: [{ key: 2, op: 'set_barrier', ...read }],
      reason: '',
    });
  });

  test('keeps what is named like a part of every object where it belongs', () => {
    const text =
      '{"at":1,"content":{"cards":[{"op":"set_barrier","fields":{"__proto__":"x"}}],"__proto__":{"a":1}}}';
    expect(Object.getPrototypeOf(readDraft(text)?.content.cards[0]?.fields)).toBe(Object.prototype);
  });

  test.each<readonly [what: string, draft: Draft, blank: boolean]>([
    ['one that nobody has touched', BLANK, true],
    ['a reason', { ...BLANK, reason: 'x' }, false],
    ['a field', { ...BLANK, cards: [withField(newCard('publish_release', 1), 'version', '5')] }, false],
    ['a section', { ...BLANK, cards: [withPart(newCard('publish_release', 1), 'barrier', true)] }, false],
    ['no card', { ...BLANK, cards: [] }, false],
    ['another operation', { ...BLANK, cards: [newCard('set_deadend', 1)] }, false],
  ])('with %s is worth keeping, or not', (_, draft, blank) => {
    expect(isBlank(draft)).toBe(blank);
  });
});

describe('a draft of documents', () => {
  test('comes back letter by letter, broken as it may be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (releases, updates) => {
        const content = { releases, updates };
        const kept = readTexts(keptText({ at: AT, content }));
        expect(kept).toEqual(isWithoutText(content) ? null : { at: AT, content });
      }),
    );
  });

  test.each([
    ['nothing in it', NO_TEXTS],
    ['blanks in it', { releases: ' \n', updates: '\t' }],
    ['objects for texts', { releases: {}, updates: [] }],
  ])('with %s is none', (_, content) => {
    expect(readTexts(draftText(content))).toBeNull();
  });
});
