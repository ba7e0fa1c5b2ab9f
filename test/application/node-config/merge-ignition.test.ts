import { describe, expect, test } from 'vitest';
import { mergeIntoIgnition } from '../../../src/application/node-config/merge-ignition.js';
import { parseJson } from '../../../src/adapters/documents/parse-json.js';
import { placeText, Problem } from '../../../src/graph/problem.js';
import { isAtHand, run } from './validators.js';

const OURS = '/etc/zincati/config.d/90-roost.toml';
const FILE = { path: OURS, mode: 420, contents: { source: 'data:,x%0A' } };
const OTHER = { path: '/etc/hostname', mode: 420, contents: { source: 'data:,h' }, user: { name: 'core' } };

function merge(config: unknown): ReturnType<typeof mergeIntoIgnition> {
  const text = typeof config === 'string' ? config : JSON.stringify(config);
  return mergeIntoIgnition(parseJson('a.ign', Buffer.from(text)), 'x\n');
}

/** What is wrong with a configuration, and where. */
function faultsOf(config: unknown): readonly string[] {
  try {
    merge(config);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.faults.map((fault) => `${placeText(fault)}: ${fault.message}`);
  }
}

describe('merging into an Ignition configuration', () => {
  test.each<[kind: string, config: object, merged: object]>([
    [
      'an empty one',
      { ignition: { version: '3.4.0' } },
      { ignition: { version: '3.4.0' }, storage: { files: [FILE] } },
    ],
    [
      'one with nulls',
      { ignition: { version: '3.0.0' }, storage: { files: null, links: null } },
      { ignition: { version: '3.0.0' }, storage: { files: [FILE], links: null } },
    ],
    [
      'one with all kinds of things',
      {
        passwd: { users: [{ name: 'core' }] },
        ignition: { version: '3.5.0-experimental', timeouts: { httpTotal: 0 } },
        storage: {
          disks: [{ device: '/dev/sda' }],
          files: [OTHER],
          directories: [{ path: '/etc/zincati/config.d' }],
          links: [{ path: '/etc/localtime', target: '../usr/share/zoneinfo/UTC' }],
        },
        systemd: { units: [] },
        kernelArguments: {},
      },
      {
        passwd: { users: [{ name: 'core' }] },
        ignition: { version: '3.5.0-experimental', timeouts: { httpTotal: 0 } },
        storage: {
          disks: [{ device: '/dev/sda' }],
          files: [OTHER, FILE],
          directories: [{ path: '/etc/zincati/config.d' }],
          links: [{ path: '/etc/localtime', target: '../usr/share/zoneinfo/UTC' }],
        },
        systemd: { units: [] },
        kernelArguments: {},
      },
    ],
  ])('%s adds the file and leaves all else, in its order', (_, config, merged) => {
    expect(merge(config)).toEqual({ text: `${JSON.stringify(merged, null, 2)}\n`, remarks: [] });
  });

  test('replaces the file that is there, in its place, and says so', () => {
    const older = { path: OURS, overwrite: true, contents: { source: 'data:,old' } };
    const config = { ignition: { version: '3.1.0' }, storage: { files: [older, OTHER] } };
    const { text, remarks } = merge(config);
    expect(JSON.parse(text).storage.files).toEqual([FILE, OTHER]);
    expect(remarks).toEqual([
      { level: 'note', option: null, message: `a.ign had ${OURS} already: it is replaced` },
    ]);
    expect(JSON.parse(merge(text).text)).toEqual(JSON.parse(text));
  });

  test('leaves one file where there were two of the same path', () => {
    const config = {
      ignition: { version: '3.1.0' },
      storage: { files: [OTHER, FILE, { path: `/${OURS}` }] },
    };
    expect(JSON.parse(merge(config).text).storage.files).toEqual([OTHER, FILE]);
  });

  test('says when the drop-in would not count', () => {
    const config = {
      ignition: { version: '3.0.0', config: { replace: { source: 'https://h/x.ign' } } },
      storage: {
        files: ['50-a.toml', '95-mine.toml', 'z.toml', 'z.conf', 'z.toml.bak', 'z/a.toml'].map((name) => ({
          path: `/etc/zincati/config.d/${name}`,
        })),
      },
    };
    const { remarks } = merge(config);
    expect(remarks.map(({ level }) => level)).toEqual(['warning', 'warning', 'warning']);
    expect(remarks.map(({ message }) => message)).toEqual([
      expect.stringContaining('/ignition/config/replace: another configuration replaces this one'),
      expect.stringContaining('/etc/zincati/config.d/95-mine.toml is read after'),
      expect.stringContaining('/etc/zincati/config.d/z.toml is read after'),
    ]);
  });

  test.each<[merge: unknown, expected: readonly string[]]>([
    [
      [{ source: 'https://h/child.ign' }],
      [
        'warning: /ignition/config/merge: what another configuration says of the same file wins, and it may bring files ' +
          'that are read after /etc/zincati/config.d/90-roost.toml: look there',
      ],
    ],
    [[], []],
    [null, []],
    [undefined, []],
  ])('looks out for configurations that are merged in later: %j', (children, expected) => {
    const { remarks } = merge({ ignition: { version: '3.0.0', config: { merge: children } } });
    expect(remarks.map(({ level, message }) => `${level}: ${message}`)).toEqual(expected);
  });

  const V3 = { ignition: { version: '3.0.0' } };
  test.each<[config: unknown, fault: string]>([
    ['{"ignition": {', 'a.ign: (root): expected JSON: '],
    ['', 'a.ign: (root): expected JSON: the document is empty'],
    [[], 'a.ign: (root): expected an object, found a list'],
    [{}, 'a.ign: /ignition: "ignition" is missing'],
    [{ ignition: {} }, 'a.ign: /ignition/version: "version" is missing'],
    [{ ignition: { version: 3 } }, 'a.ign: /ignition/version: expected a string, found 3'],
    [
      { ignition: { version: '2.2.0' } },
      'found "2.2.0"; that is of older systems: translate it with ign-converter',
    ],
    [{ ignition: { version: '4.0.0' } }, 'found "4.0.0"; give a configuration of Ignition 3'],
    [{ ignition: { version: '3.0.0-beta' } }, 'expected 3.x.y, found "3.0.0-beta"'],
    [{ ignition: { version: 'v3.0.0' } }, 'expected 3.x.y, found "v3.0.0"'],
    [{ ignition: { version: '3.0' } }, 'expected 3.x.y, found "3.0"'],
    [
      '{"ignition": {"version": "3.0.0", "version": "3.1.0"}}',
      'a.ign: /ignition/version: it stands there twice',
    ],
    [{ ...V3, storage: [] }, 'a.ign: /storage: expected an object, found a list'],
    [{ ...V3, storage: { files: {} } }, 'a.ign: /storage/files: expected a list, found an object'],
    [{ ...V3, storage: { files: ['x'] } }, 'a.ign: /storage/files/0: expected an object, found a string'],
    [{ ...V3, storage: { files: [{}] } }, 'a.ign: /storage/files/0/path: "path" is missing'],
    [{ ...V3, storage: { links: [{ path: OURS, target: '/dev/null' }] } }, 'is in the way of'],
    [{ ...V3, storage: { directories: [{ path: `${OURS}/` }] } }, 'take it out of directories'],
    [
      { ...V3, storage: { links: [{ path: '/etc//zincati' }] } },
      'a.ign: /storage/links/0: /etc//zincati is in the way',
    ],
    [{ ...V3, storage: { files: [{ path: '/etc/zincati/config.d' }] } }, 'take it out of files'],
  ])('%j is refused: %s', (config, fault) => {
    expect(faultsOf(config)).toEqual([expect.stringContaining(fault)]);
  });

  test('what only looks alike is in nobody’s way', () => {
    const links = [
      { path: '/etc/zincat' },
      { path: '/etc/zincati/config.d/90-roost.tom' },
      { path: '/etc/zincati/x' },
    ];
    expect(faultsOf({ ...V3, storage: { links } })).toEqual([]);
  });

  test.skipIf(!isAtHand('ignition-validate'))("passes Ignition's own validator", () => {
    const { text } = merge({ ignition: { version: '3.2.0' }, storage: { files: [OTHER, FILE] } });
    expect(run('ignition-validate', ['-'], text)).toBe('');
  });
});
