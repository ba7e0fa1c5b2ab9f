import { describe, expect, test } from 'vitest';
import { Markup, markup } from '../../../src/adapters/http/markup.js';

describe('markup', () => {
  test.each<[part: string | number | null | Markup | readonly Markup[], text: string]>([
    ['a', '<p title="a">'],
    ['"><b>\'&', '<p title="&#34;&#62;&#60;b&#62;&#39;&#38;">'],
    [0, '<p title="0">'],
    ['', '<p title="">'],
    [null, '<p title="">'],
    [markup`<i>${'<'}</i>`, '<p title="<i>&#60;</i>">'],
    [[markup`<li>`, markup`<br>`], '<p title="<li>\n<br>">'],
    [[], '<p title="">'],
  ])('%j cannot break out: %s', (part, text) => {
    expect(markup`<p title="${part}">`.text).toBe(text);
  });
});
