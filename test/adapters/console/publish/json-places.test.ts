import { describe, expect, test } from 'vitest';
import { placesIn } from '../../../../src/adapters/console/publish/json-places.js';

describe('the place of a JSON Pointer', () => {
  const text = `{
  "stream": "s",
  "releases": [
    { "version": "1" },
    { "version": "2", "metadata": {
      "a/b": { "~": [true] }
    } }
  ]
}`;

  test.each([
    ['', '1:1'],
    ['/stream', '2:13'],
    ['/releases', '3:15'],
    ['/releases/0', '4:5'],
    ['/releases/1/version', '5:18'],
    ['/releases/1/metadata/a~1b/~0/0', '6:22'],
  ])('%s is where it stands', (pointer, place) => {
    const found = placesIn(text, [pointer]).get(pointer);
    expect(`${found?.line}:${found?.column}`).toBe(place);
  });

  test.each([
    ['/releases/0/metadata', '4:5'],
    ['/releases/7', '3:15'],
    ['/releases/10', '3:15'],
    ['/stream/x', '2:13'],
    ['/stre', '1:1'],
  ])('%s, which is not there, is at what would hold it', (pointer, place) => {
    const found = placesIn(text, [pointer]).get(pointer);
    expect(`${found?.line}:${found?.column}`).toBe(place);
  });

  test('is nowhere in an empty text but at its beginning', () => {
    expect(placesIn('', ['/a']).get('/a')).toEqual({ offset: 0, line: 1, column: 1 });
  });

  test('is the same whether it is looked for alone or among others', () => {
    const all = ['/releases/1/version', '/stream', '/nowhere', '/releases/0', ''];
    const alone = all.map((pointer) => placesIn(text, [pointer]).get(pointer));
    expect([...placesIn(text, all).values()]).toEqual(alone);
  });

  test('of a text that breaks off is where it got to', () => {
    expect(placesIn('{"a": 1,\n"b": [', ['/b/7']).get('/b/7')).toMatchObject({ line: 2, column: 6 });
  });
});

test('thousands of places in thousands of releases are found at once', () => {
  const releases = Array.from({ length: 20_000 }, (_, index) => ({ version: String(index), metadata: {} }));
  const text = JSON.stringify({ releases }, null, 1);
  const pointers = releases.map((_, index) => `/releases/${index}/version`);
  const begun = performance.now();
  const found = placesIn(text, pointers);
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(found.get('/releases/19999/version')?.line).toBe(3 + 19_999 * 4 + 1);
});
