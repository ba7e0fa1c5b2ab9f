import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

function judged(output: string): { status: number | null; said: string } {
  const { status, stdout } = spawnSync(process.execPath, ['.ci/judge-audit.mjs'], { input: output });
  return { status, said: String(stdout) };
}

/** As npm reports an advisory, and a package that only depends on the one that has it. */
function report(severity: string): string {
  const url = 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc';
  const advisory = { name: 'left', title: 'falls over', range: '<2', severity, url };
  const vulnerabilities = { left: { severity, via: [advisory] }, right: { severity, via: ['left'] } };
  return JSON.stringify({ auditReportVersion: 2, vulnerabilities });
}

test.each(['high', 'critical'])('a %s advisory stops CI, and is named', (severity) => {
  const { status, said } = judged(report(severity));
  expect(status).toBe(1);
  expect(said).toContain(
    `${severity}: left <2: falls over (https://github.com/advisories/GHSA-aaaa-bbbb-cccc)`,
  );
});

test.each(['low', 'moderate'])('a %s one does not', (severity) => {
  expect(judged(report(severity)).status).toBe(0);
});

test.each([
  '',
  '<html>',
  'null',
  '{"message":"405 Method Not Allowed","statusCode":405}',
  '{"vulnerabilities":{}}',
])('nor does a registry that says %j', (output) => {
  expect(judged(output).status).toBe(0);
});
