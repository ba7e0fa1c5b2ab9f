import { expect } from 'vitest';
import { draft, image } from './releases.js';
import { AGENTS, test } from './test-context.js';

const OTHER = 's390x';

const CASES = [
  { kind: 'unknown_stream', named: 'other', path: '', says: /^no such stream here; there are / },
  { kind: 'unknown_basearch', named: '', path: '', says: /s390x/ },
  { kind: 'not_found', named: '', path: 'elsewhere/', says: /nothing at this path/ },
];

test.concurrent.for(AGENTS.flatMap((agent) => CASES.map((one) => ({ ...agent, ...one }))))(
  'Zincati $version counts $kind by its kind and logs what it says',
  async ({ binary, kind, named, path, says }, { stream, operator, recorder, machine }) => {
    await operator.makeStream(stream, [draft('1', { basearch: OTHER })]);
    const baseUrl = `${recorder.url}${path}`;
    const asking = named === '' ? stream : `${stream}-${named}`;
    const node = machine({ binary, stream: asking, baseUrl, booted: image('1', 'checksum') });
    node.switchOn();
    await node.checks(2);
    const { checkErrors, checks, orders, log } = await node.switchOff();
    expect([checks >= 2, checkErrors, orders]).toEqual([true, { [kind]: checks }, []]);
    const answers = recorder.answers.map(({ status, body }) => ({ status, ...JSON.parse(body) }));
    expect(answers[0]).toEqual({ status: 404, kind, value: expect.stringMatching(says) });
    const lines = log.filter((line) => line.includes('failed to check Cincinnati for updates'));
    expect(lines.slice(0, 2)).toEqual(
      answers
        .slice(0, 2)
        .map(({ value }) => expect.stringContaining(`server-side error, code 404: ${value}`)),
    );
  },
);
