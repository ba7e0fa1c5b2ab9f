import { describe, expect, test } from 'vitest';
import { problemIn, unreachable } from '../../../../src/adapters/console/api/api-problem.js';

describe('a refusal', () => {
  test('of operators brings its faults, its diff and its exposure', () => {
    const fault = { path: '/operations/0', code: 'blast_radius', message: '69 % more' };
    const text = JSON.stringify({
      title: 'T',
      status: 409,
      detail: 'D',
      kind: 'needs_confirmation',
      errors: [fault],
    });
    const { refusal, isOutage } = problemIn(409, text);
    expect(refusal).toEqual({
      ...{ status: 409, kind: 'needs_confirmation', detail: 'D' },
      ...{ errors: [fault], diff: [], exposure: [] },
    });
    expect(isOutage).toBe(false);
  });

  test.each([
    [
      'of everybody else',
      404,
      '{"kind":"unknown_stream","value":"no stream x"}',
      'unknown_stream',
      'no stream x',
    ],
    ['of a proxy in front', 502, '<html>Bad Gateway</html>', 'http_502', 'HTTP 502'],
    ['that is no object', 500, 'null', 'http_500', 'HTTP 500'],
    ['that is empty', 503, '', 'http_503', 'HTTP 503'],
  ])('%s is understood', (_, status, text, kind, detail) => {
    expect(problemIn(status, text).refusal).toMatchObject({ status, kind, detail });
  });

  test('is an outage where the server is away or fails', () => {
    expect(unreachable('refused').isOutage).toBe(true);
    expect(problemIn(503, '').isOutage).toBe(true);
    expect(problemIn(412, '').isOutage).toBe(false);
  });
});
