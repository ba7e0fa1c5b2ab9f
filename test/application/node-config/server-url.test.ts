import { describe, expect, test } from 'vitest';
import {
  fillTemplates,
  losesItsPath,
  readServerUrl,
} from '../../../src/application/node-config/server-url.js';

/** What becomes of a text: the URL, or what is wrong with it. */
function read(text: string): string | null {
  const faults: string[] = [];
  const url = readServerUrl(text, (message) => (faults.push(message), null));
  return url ?? faults.join();
}

describe('the URL of a server', () => {
  test.each([
    ['https://roost.example/', 'https://roost.example/'],
    ['https://roost.example', 'https://roost.example/'],
    ['HTTP://Roost.example:8080/a/b', 'HTTP://Roost.example:8080/a/b/'],
    ['http://nestos.org.cn:8080', 'http://nestos.org.cn:8080/'],
    ['https://[2001:db8::1]:8443/x/', 'https://[2001:db8::1]:8443/x/'],
    ['https://h/${stream}/${group}-${platform}', 'https://h/${stream}/${group}-${platform}/'],
    ['https://${basearch}.h/', 'https://${basearch}.h/'],
    ["https://h/a%20b/~c!&'()*+,;=:@/", "https://h/a%20b/~c!&'()*+,;=:@/"],
    ['https://h/%24%C3%a4%25', 'https://h/%24%C3%a4%25/'],
    ['https://h/v1/graphs', 'https://h/v1/graphs/'],
    ['https://h/v1/', 'https://h/v1/'],
    ['https://h/https://u@h/', 'https://h/https://u@h/'],
    [`https://h/${'a'.repeat(2037)}/`, `https://h/${'a'.repeat(2037)}/`],
  ])('%s is taken as %s', (text, url) => {
    expect(read(text)).toBe(url);
  });

  test.each([
    ['', 'it is missing'],
    [`https://h/${'a'.repeat(2039)}`, 'it is longer than 2048 characters'],
    ['roost.example', 'expected http:// or https://'],
    ['ftp://h/', 'expected http:// or https://'],
    ['//h/', 'expected http:// or https://'],
    ['https:h', 'expected http:// or https://'],
    ['https:///h', 'expected http:// or https:// and a host'],
    [' https://h/', 'expected http:// or https://'],
    ['${stream}://h/', 'expected http:// or https://'],
    ['https://user:secret@h/', 'it holds credentials'],
    ['https://user@h', 'it holds credentials'],
    ['https://h/?', 'agents drop a query and a fragment'],
    ['https://h/x?stream=stable', 'agents drop a query and a fragment'],
    ['https://h#x', 'agents drop a query and a fragment'],
    [
      'https://h/${os_version}/',
      'agents fill in ${basearch}, ${group}, ${platform}, ${stream} and nothing else',
    ],
    ['https://h/${Stream}/', 'nothing else'],
    ['https://h/{stream}/', 'nothing else'],
    ['https://h/${stream', 'nothing else'],
    ['https://$stream/', 'a dollar sign stands in templates only, as ${stream}: write them so'],
    ['https://h/$stream/', 'as ${stream}'],
    ['https://h/$$/', 'write %24'],
    ['https://h/$${stream}/', 'write %24'],
    ['https://h/$(stream)/', 'as ${stream}'],
    ['https://h/a%zz/', 'a percent sign takes two hex digits behind it: write %25'],
    ['https://h/a%2', 'write %25'],
    ['https://h/a%/', 'write %25'],
    ['https://h/%${group}/', 'write %25'],
    ['https://h%2/', 'write %25'],
    ['https://h/a b/', 'characters that are not of URLs'],
    ['https://h/a\n', 'characters that are not of URLs'],
    ['https://h\\x/', 'characters that are not of URLs'],
    ['https://h/"/', 'characters that are not of URLs'],
    ['https://gänse.example/', 'write hosts with xn--'],
    ['https://h:99999/', 'its host or port is none'],
    ['https://h:x/', 'its host or port is none'],
    ['https://1.2.3.4.5/', 'its host or port is none'],
    ['https://h/v1/graph', 'agents append that themselves: give the base, https://h/'],
    ['https://h/a/v1/graph/', 'give the base, https://h/a/'],
    ['https://h/v1/pre-reboot', 'give the base, https://h/'],
    ['https://h/v1/steady-state', 'give the base, https://h/'],
  ])('%j is refused: %s', (text, fault) => {
    expect(read(text)).toContain(fault);
  });

  test.each([
    ['https://h', false],
    ['https://h/', false],
    ['https://h/a/', false],
    ['https://h/a', true],
    ['https://h/a/b', true],
  ])('%s loses the last part of its path in an agent: %s', (text, loses) => {
    expect(losesItsPath(text)).toBe(loses);
    expect(new URL('v1/graph', text).pathname.includes('/v1/graph')).toBe(true);
    expect(new URL('v1/graph', text).href !== `${text.replace(/\/$/, '')}/v1/graph`).toBe(loses);
  });

  test('has its templates filled in wherever they stand, and others left', () => {
    const base = 'https://${a}.h/${b}/${a}/${c}/';
    expect(fillTemplates(base, { a: '1', b: '${a}' })).toBe('https://1.h/${a}/1/${c}/');
    expect(fillTemplates('https://h/$a/', { a: '1' })).toBe('https://h/$a/');
  });
});
