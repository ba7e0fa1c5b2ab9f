import { describe, expect, test } from 'vitest';
import { exportAll, nextIn, type TextPage } from '../../../../src/adapters/console/history/export.js';

const HEAD = 'id,at,reason\r\n';
const CSV: Readonly<Record<string, TextPage>> = {
  '/1': { text: `${HEAD}3,x,"a, ""b""\r\nc"\r\n2,y,\r\n`, next: '/2' },
  '/2': { text: `${HEAD}1,z,id\r\n`, next: null },
};
const JSON_PAGES: Readonly<Record<string, TextPage>> = {
  '/1': { text: '{"items":[{"id":"3"},{"id":"2"}],"next_cursor":"c"}', next: '/2' },
  '/2': { text: '{"items":[{"id":"1"}],"next_cursor":null}', next: null },
};
const readIn = (pages: Readonly<Record<string, TextPage>>) => (address: string) =>
  Promise.resolve(pages[address]!);

describe('an export', () => {
  test('as CSV has the head once, and every record as the API gave it', async () => {
    const progress: number[] = [];
    const watch = { onProgress: (count: number) => progress.push(count), isStopped: () => false };
    const exported = await exportAll('/1', readIn(CSV), { format: 'csv', ...watch });
    expect(exported).toEqual({ text: `${HEAD}3,x,"a, ""b""\r\nc"\r\n2,y,\r\n1,z,id\r\n`, count: 3 });
    expect(progress).toEqual([2, 3]);
  });

  test('as JSON is one list in the shape of the API', async () => {
    const watch = { onProgress: () => undefined, isStopped: () => false };
    const exported = await exportAll('/1', readIn(JSON_PAGES), { format: 'json', ...watch });
    expect(exported?.count).toBe(3);
    expect(JSON.parse(exported?.text ?? '')).toEqual({
      items: [{ id: '3' }, { id: '2' }, { id: '1' }],
      next_cursor: null,
    });
  });

  test('of nothing is the head alone', async () => {
    const watch = { onProgress: () => undefined, isStopped: () => false };
    const read = () => Promise.resolve({ text: HEAD, next: null });
    expect(await exportAll('/1', read, { format: 'csv', ...watch })).toEqual({ text: HEAD, count: 0 });
  });

  test('asks for nothing more once it is stopped', async () => {
    const asked: string[] = [];
    const read = (address: string) => {
      asked.push(address);
      return Promise.resolve(CSV[address]!);
    };
    const watch = { onProgress: () => undefined, isStopped: () => asked.length > 0 };
    expect(await exportAll('/1', read, { format: 'csv', ...watch })).toBeNull();
    expect(asked).toEqual(['/1']);
  });

  test('fails as its page does', async () => {
    const watch = { onProgress: () => undefined, isStopped: () => false };
    const read = () => Promise.reject(new Error('away'));
    await expect(exportAll('/1', read, { format: 'csv', ...watch })).rejects.toThrow('away');
  });
});

describe('the next page', () => {
  test.each([
    ['</admin/v1/audit?cursor=x>; rel="next"', '/admin/v1/audit?cursor=x'],
    ['</a>; rel="prev", </b>; rel=next', '/b'],
    ['</a>; rel="prev"', null],
    ['', null],
    [null, null],
  ])('of %s is %s', (link, next) => {
    expect(nextIn(link)).toBe(next);
  });
});
