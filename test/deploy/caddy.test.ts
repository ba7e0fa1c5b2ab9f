import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWith, run } from './programs.js';
import { proxyContract } from './proxy-contract.js';
import { example, ROOST_KEEPS_SECONDS, type Ports, type Recipe } from './proxy.js';

function recipe(folder: string, { https, http, agents, operators }: Ports): Recipe {
  const tls = `tls ${folder}/cert.pem ${folder}/key.pem`;
  const content = example('caddy/Caddyfile', {
    '\tservers {\n': `\tadmin off\n\thttp_port ${http}\n\thttps_port ${https}\n\tservers {\n`,
    '\nroost.example {\n': `\nroost.example {\n\t${tls}\n`,
    '\nroost-admin.example {\n': `\nroost-admin.example {\n\t${tls}\n`,
    '127.0.0.1:8080': `127.0.0.1:${agents}`,
    '127.0.0.1:9090': `127.0.0.1:${operators}`,
    '/var/log/caddy': folder,
    'remote_ip 10.0.0.0/8': 'remote_ip 127.0.0.1/32',
  });
  return { file: 'Caddyfile', content, command: ['caddy', 'run', '--config', `${folder}/Caddyfile`] };
}

describeWith('caddy', 'Caddy in front', () => {
  proxyContract(recipe, ['roost.log'], (proxy) => {
    test('is what Caddy itself takes', async () => {
      const { status, output } = await run('caddy', [
        'validate',
        '--config',
        join(proxy().folder, 'Caddyfile'),
      ]);
      expect([status, output]).toEqual([0, expect.stringContaining('Valid configuration')]);
    });

    test('lets go of idle connections before Roost does', () => {
      const kept = [...example('caddy/Caddyfile', {}).matchAll(/\tkeepalive (\d+)s\n/g)];
      expect(kept).toHaveLength(1);
      expect(Number(kept[0]?.[1])).toBeLessThan(ROOST_KEEPS_SECONDS);
    });

    test('writes nothing of who asks, wherever it writes', async () => {
      const { output } = await run('caddy', ['adapt', '--config', join(proxy().folder, 'Caddyfile')]);
      const { logging }: Adapted = JSON.parse(output);
      const logs = Object.values(logging.logs);
      expect(logs).toHaveLength(3);
      for (const { encoder } of logs)
        expect(Object.keys(encoder.fields)).toEqual(
          expect.arrayContaining(['request>uri', 'request>remote_ip']),
        );
    });

    test('is written as Caddy itself would write it', async () => {
      const file = new URL('../../deploy/caddy/Caddyfile', import.meta.url).pathname;
      expect((await run('caddy', ['fmt', file])).output).toBe(readFileSync(file, 'utf8'));
    });
  });
});

interface Adapted {
  readonly logging: {
    readonly logs: Readonly<Record<string, { readonly encoder: { readonly fields: object } }>>;
  };
}
