import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES } from '../../src/application/operator.js';
import { ADMIN, RunningApp } from '../e2e/running-app.js';
import { CONSOLE_SCHEMA, consoleSchema } from './console-schema.js';
import { isOperators, isWrite, OpenApiDocument, type Described } from './openapi-document.js';

let app: RunningApp;
let document: OpenApiDocument;

beforeAll(async () => {
  app = await RunningApp.start({ graphData: 'graph-data', ownTime: true });
  document = new OpenApiDocument((await app.get('/openapi.json')).body);
});

afterAll(async () => {
  await app.close();
});

test('the interface is what it was, or was changed on purpose (npm run golden)', async () => {
  await expect(`${JSON.stringify(document.json, null, 2)}\n`).toMatchFileSnapshot('openapi.json');
});

test("the console's types are made of it (npm run golden)", async () => {
  await expect(await consoleSchema(document)).toMatchFileSnapshot(CONSOLE_SCHEMA);
});

describe('every operation', () => {
  test('says in a few words what it does', () => {
    for (const { name, operation } of document.operations) {
      expect([name, operation.summary]).toEqual([name, expect.stringMatching(/^[A-Z].{3,60}$/)]);
    }
  });

  test('of operators says which role it needs', () => {
    for (const { name, operation } of document.operations.filter(isOperators)) {
      expect([name, operation['x-role'], operation.security]).toEqual([
        ...[name, expect.stringMatching(ROLES.join('|'))],
        [{ token: [] }],
      ]);
    }
  });

  test('shows an example of every error it documents', () => {
    for (const { name, operation } of document.operations) {
      for (const [status, { content = {} }] of Object.entries(operation.responses)) {
        if (Number(status) < 400) continue;
        const shown = Object.values(content).flatMap(({ schema, example, examples }) => {
          const values = examples ? Object.values(examples).map(({ value }) => value) : [example];
          return values.map((value) => document.faultsOf(value, schema).join());
        });
        expect([name, status, shown]).toEqual([name, status, shown.map(() => '')]);
        expect([name, status, shown.length]).not.toEqual([name, status, 0]);
      }
    }
  });

  test('of operators documents what can come of every one of them', () => {
    for (const described of document.operations.filter(isOperators)) {
      const statuses = Object.keys(described.operation.responses);
      const always = ['401', '403', '408', '429', '431', '500', '503'];
      const writes = ['400', '409', '413', '415'];
      const expected = isWrite(described) ? [...always, ...writes] : always;
      expect([described.name, statuses]).toEqual([described.name, expect.arrayContaining(expected)]);
      const parameters = described.operation.parameters?.map(({ name }) => name) ?? [];
      if (isWrite(described)) expect(parameters).toEqual(expect.arrayContaining(['dry_run', 'Idempotency-Key']));
    }
  });
});

const TARGET = '/admin/v1/streams/2403-LTS/releases/24.03-LTS.20261030.0';

/** What has to be done before an example can work. */
const BEFORE: Readonly<Record<string, () => Promise<unknown>>> = {
  'POST /admin/v1/streams/{stream}/releases/{version}/rollout/resume': () =>
    app.as(ADMIN, 'post', `${TARGET}/rollout/pause`).send({ reason: 'a pause' }),
  'DELETE /admin/v1/streams/{stream}/releases/{version}/payload-aliases/{id}': () => {
    const payload = { basearch: 'x86_64', scheme: 'checksum', payload: 'c0ffee00'.repeat(8) };
    return app.as(ADMIN, 'post', `${TARGET}/payload-aliases`).send({ ...payload, reason: 'an alias' });
  },
};

/** Examples that cannot work with the example data, what they answer, and why. */
const REFUSED: Readonly<Record<string, readonly [status: number, why: string]>> = {
  'POST /admin/v1/streams/{stream}/source/accept': [409, 'the example data are read once, not followed'],
};

describe('every example works against the example data', () => {
  test('as the explorer fills it in', async () => {
    expect(document.operations.length).toBeGreaterThan(40);
    for (const described of document.operations) {
      await BEFORE[described.name]?.();
      const { name, operation } = described;
      const { status, body, text, headers } = await send(described);
      const said = status >= 400 ? text.slice(0, 500) : '';
      const [expected] = REFUSED[name] ?? [successOf(described)];
      expect.soft([name, status, said]).toEqual([name, expected, REFUSED[name] ? said : '']);

      const content = operation.responses[status]?.content ?? {};
      const [type = ''] = String(headers['content-type']).split(';');
      expect.soft([name, Object.keys(content)]).toEqual([name, expect.arrayContaining([type])]);
      const { schema } = content[type] ?? {};
      const faults = schema && type.endsWith('json') ? document.faultsOf(body, schema) : [];
      expect.soft([name, faults]).toEqual([name, []]);
    }
  });
});

/** The one success that is documented. */
function successOf({ operation }: Described): number {
  const [success = ''] = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
  return Number(success);
}

async function send(described: Described) {
  const { url, body } = document.requestOf(described);
  // Ids of tokens are made up by the server: no example can know one.
  const path = url.replace(/^(\/admin\/v1\/tokens)\/\w+/, `$1/${await someTokenId()}`);
  return app.as(ADMIN, described.method, path).send(body);
}

async function someTokenId(): Promise<string> {
  const body = { name: 'n', role: 'viewer' };
  return (await app.as(ADMIN, 'post', '/admin/v1/tokens').send(body)).body.id;
}
