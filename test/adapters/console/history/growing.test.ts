import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withNews, withOlder, type ListPage } from '../../../../src/adapters/console/history/growing.js';

/** `'54 32'` is a list whose first page is 5 and 4, and whose next one would be 3 and 2. */
const page = (text: string, cursor: string | null = null): ListPage<string> => ({
  items: [...text],
  next_cursor: cursor,
});
const key = (item: string) => item;

describe('a list that grows at its top', () => {
  test.each([
    ['nothing is known yet', null, page('32', 'c'), page('32', 'c')],
    ['nothing has come', page('321'), page('32', 'c'), page('321')],
    ['one has come', page('321'), page('43', 'd'), page('4321')],
    [
      'one has come, and older ones are still to be asked for',
      page('32', 'c'),
      page('43', 'd'),
      page('432', 'c'),
    ],
    ['so much has come that the two do not touch', page('321'), page('87', 'd'), page('87', 'd')],
    ['it was empty', page(''), page('1'), page('1')],
    ['it is empty', page('1'), page(''), page('')],
  ])('%s', (_, known, first, expected) => {
    expect(withNews(known, first, key)).toEqual(expected);
  });

  test('has its older ones at its end', () => {
    expect(withOlder(page('54', 'c'), page('32', 'd'))).toEqual(page('5432', 'd'));
  });

  test('never has a hole, nor one twice, whatever comes between two looks', () => {
    const size = 3;
    const pageAt = (from: number): ListPage<number> => {
      const items = Array.from({ length: Math.min(size, from) }, (_, index) => from - index);
      const last = items.at(-1) ?? 1;
      return { items, next_cursor: last > 1 ? String(last) : null };
    };
    const steps = fc.array(fc.oneof(fc.nat({ max: 5 }), fc.constant('older' as const)), { maxLength: 20 });
    fc.assert(
      fc.property(steps, (looks) => {
        let count = 1;
        let known = withNews(null, pageAt(count), String);
        for (const look of looks) {
          if (look !== 'older') {
            count += look;
            known = withNews(known, pageAt(count), String);
          } else if (known.next_cursor !== null) {
            known = withOlder(known, pageAt(Number(known.next_cursor) - 1));
          }
          const oldest = known.next_cursor === null ? 1 : Number(known.next_cursor);
          const all = Array.from({ length: count - oldest + 1 }, (_, index) => count - index);
          expect(known.items).toEqual(all);
        }
      }),
    );
  });
});
