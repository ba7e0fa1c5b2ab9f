import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWith, run } from './programs.js';
import { proxyContract } from './proxy-contract.js';
import { example, ROOST_KEEPS_SECONDS, type Ports, type Recipe } from './proxy.js';

/** What Debian's own nginx.conf says around the files of conf.d, with everything in one folder. */
function recipe(folder: string, { https, http, agents, operators }: Ports): Recipe {
  const roost = example('nginx/roost.conf', {
    'listen 443 ': `listen 127.0.0.1:${https} `,
    'listen 80;': `listen 127.0.0.1:${http};`,
    '    listen [::]:443 ssl http2;\n': '',
    '    listen [::]:80;\n': '',
    '127.0.0.1:8080': `127.0.0.1:${agents}`,
    '127.0.0.1:9090': `127.0.0.1:${operators}`,
    '/etc/ssl/roost/fullchain.pem': `${folder}/cert.pem`,
    '/etc/ssl/roost/privkey.pem': `${folder}/key.pem`,
    '/var/log/nginx': folder,
    'allow 10.0.0.0/8': 'allow 127.0.0.1/32',
  });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const content = `${user} worker_processes 1; pid ${folder}/pid; error_log stderr crit; events {}
http { ${temporary.join(' ')}\n${roost}}`;
  const command = ['nginx', '-p', folder, '-e', 'stderr', '-c', `${folder}/nginx.conf`] as const;
  return { file: 'nginx.conf', content, command: [...command, '-g', 'daemon off;'] };
}

describeWith('nginx', 'nginx in front', () => {
  proxyContract(recipe, ['roost.log', 'roost-admin.log', 'roost-error.log'], (proxy) => {
    test('is what nginx itself takes without a warning', async () => {
      const { folder } = proxy();
      const { status, output } = await run('nginx', [
        ...['-t', '-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')],
      ]);
      expect([status, output]).toEqual([0, expect.stringContaining('test is successful')]);
      expect(output).not.toContain('[warn]');
    });

    test('lets go of idle connections before Roost does', () => {
      const kept = example('nginx/roost.conf', {}).matchAll(/keepalive \d+;\s+keepalive_timeout (\d+)s;/g);
      const seconds = [...kept].map((match) => Number(match[1]));
      expect(seconds).toHaveLength(2);
      expect(Math.max(...seconds)).toBeLessThan(ROOST_KEEPS_SECONDS);
    });

    test.each([
      ['a URL of 9 KB', `/v1/graph?${'x'.repeat(9000)}`, {}, [414, 'invalid_params']],
      ['a header of 9 KB', '/v1/graph', { 'X-Long': 'x'.repeat(9000) }, [431, 'headers_too_large']],
      ['a method that it does not know', '/v1/graph', { method: 'TRACE' }, [405, 'method_not_allowed']],
    ])('says in JSON what it has against %s', async (_, path, { method, ...headers }: Headers, expected) => {
      const { status, headers: sent, body } = await proxy().ask(path, { headers, method });
      const { kind }: { kind: string } = JSON.parse(String(body));
      expect([status, kind]).toEqual(expected);
      expect(sent['content-type']).toBe('application/json');
    });

    test('says in JSON that it wants TLS', async () => {
      const answer = await proxy().askPlainly(proxy().ports.https, '/v1/graph');
      expect(answer).toMatch(/^HTTP\/1\.1 400 .*\{"kind":"invalid_request","value":"[^"]+"\}$/s);
    });
  });
});

type Headers = Readonly<Record<string, string>>;
