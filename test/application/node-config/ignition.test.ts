import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { butane } from '../../../src/application/node-config/butane.js';
import { dropIn } from '../../../src/application/node-config/drop-in.js';
import { ignition } from '../../../src/application/node-config/ignition.js';
import { readNodeConfig } from '../../../src/application/node-config/node-config.js';
import { drawnConfig } from './drawn-config.js';
import { isAtHand, run } from './validators.js';

const CONTENT = '[cincinnati]\nbase_url = "https://h/it\'s(${stream})!*/"\n\n[identity]\ngroup = "a"\n';
const PERIODIC = { strategy: 'periodic', window: 'Sat 1:00 60\nSun 2:00 30', time_zone: 'UTC' };

describe('as Ignition', () => {
  test('it is a file for everybody to read, in the oldest version 3', () => {
    expect(ignition(CONTENT)).toBe(`{
  "ignition": {
    "version": "3.0.0"
  },
  "storage": {
    "files": [
      {
        "path": "/etc/zincati/config.d/90-roost.toml",
        "mode": 420,
        "contents": {
          "source": "data:,%5Bcincinnati%5D%0Abase_url%20%3D%20%22https%3A%2F%2Fh%2Fit%27s%28%24%7Bstream%7D%29%21%2A%2F%22%0A%0A%5Bidentity%5D%0Agroup%20%3D%20%22a%22%0A"
        }
      }
    ]
  }
}
`);
  });

  test('it decodes to the drop-in, whatever that is', async () => {
    await fc.assert(
      fc.asyncProperty(drawnConfig, async (asked) => {
        const { config } = readNodeConfig(asked);
        const content = config ? dropIn(config) : '';
        expect(content).not.toBe('');
        const { source } = JSON.parse(ignition(content)).storage.files[0].contents;
        // Browsers and Go's library agree on these: nothing in it is left to be understood.
        expect(source).toMatch(/^data:,[\w.~%-]+$/);
        expect(await (await fetch(source)).text()).toBe(content);
      }),
    );
  });

  test.skipIf(!isAtHand('ignition-validate'))("it passes Ignition's own validator", () => {
    expect(run('ignition-validate', ['-'], ignition(CONTENT))).toBe('');
  });
});

describe('as Butane', () => {
  test('it is a literal block, in a version that old tools read', () => {
    expect(butane(CONTENT)).toBe(`variant: fcos
version: 1.1.0
storage:
  files:
    - path: /etc/zincati/config.d/90-roost.toml
      mode: 0644
      contents:
        inline: |
          [cincinnati]
          base_url = "https://h/it's(\${stream})!*/"

          [identity]
          group = "a"
`);
  });

  test.skipIf(!isAtHand('butane'))('it becomes the same file by Butane itself', () => {
    const { config } = readNodeConfig({ base_url: 'https://h/${stream}', ...PERIODIC });
    const content = config ? dropIn(config) : '';
    const made = JSON.parse(run('butane', ['--strict'], butane(content)));
    const [file] = made.storage.files;
    expect([file.path, file.mode]).toEqual(['/etc/zincati/config.d/90-roost.toml', 0o644]);
    const { source, compression } = file.contents;
    const bytes = run('node', ['-e', UNPACK, source, compression ?? ''], '');
    expect(bytes).toBe(content);
  });
});

/** Butane compresses what is long. */
const UNPACK = `
const [source, compression] = process.argv.slice(1);
const [, base64, data] = /^data:(;base64)?,(.*)$/.exec(source);
const bytes = Buffer.from(base64 ? data : decodeURIComponent(data), base64 ? 'base64' : 'utf8');
process.stdout.write(compression === 'gzip' ? require('node:zlib').gunzipSync(bytes) : bytes);
`;
