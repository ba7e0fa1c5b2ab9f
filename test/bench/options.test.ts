import { describe, expect, test } from 'vitest';
import { HELP, readOptions } from '../../bench/options.js';
import { PARTS } from '../../bench/parts/parts.js';

const ALL = Object.keys(PARTS);

const NOTHING = {
  ...{ quick: false, parts: ALL, peers: [], json: null, markdown: null, database: null, keep: false },
} as const;

describe('the options of the bench', () => {
  test.each([
    [[], NOTHING],
    [['--quick'], { ...NOTHING, quick: true, parts: ['cost', 'latency'] }],
    [['--only', 'start', '--only', 'latency'], { ...NOTHING, parts: ['latency', 'start'] }],
    [['--quick', '--only', 'memory'], { ...NOTHING, quick: true, parts: ['memory'] }],
    [['--json', 'a.json', '--markdown', 'b.md'], { ...NOTHING, json: 'a.json', markdown: 'b.md' }],
    [['--database', 'postgres://x/y'], { ...NOTHING, database: 'postgres://x/y' }],
    [['--keep'], { ...NOTHING, keep: true }],
    [['--help', '--quick'], 'help'],
  ])('%j are read', (args, expected) => {
    expect(readOptions(args)).toEqual(expected);
  });

  test('peers are read, any number of them', () => {
    const options = readOptions([
      '--peer',
      'reference=http://localhost:8081',
      '--peer',
      'b=http://b/prefix/',
    ]);
    expect(options !== 'help' && options.peers.map(({ name, url }) => [name, url.href])).toEqual([
      ['reference', 'http://localhost:8081/'],
      ['b', 'http://b/prefix/'],
    ]);
  });

  test.each([
    [['--only', 'nothing'], '--only nothing: expected one of cost, '],
    [['--keep', '--quick'], '--keep is for full runs'],
    [['--keep', '--only', 'cost'], '--keep is for full runs'],
    [['--peer', 'http://localhost:8081'], 'expected NAME=http://HOST:PORT'],
    [['--peer', 'public=https://updates.coreos.fedoraproject.org'], 'a server of yours'],
    [['--peer', 'a=b'], 'expected NAME=http://HOST:PORT'],
    [['--rounds', '3'], '--rounds'],
  ])('%j are refused', (args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence);
  });

  test('the help names every part', () => {
    expect(ALL.filter((name) => !HELP.includes(name))).toEqual([]);
  });
});
