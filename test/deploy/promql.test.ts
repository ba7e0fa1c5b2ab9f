import { expect, test } from 'vitest';
import { metricsIn } from './promql.js';

test.each([
  ['up{job="roost"} == 0', ['up']],
  ['absent(up{job="roost"} == 1)', ['up']],
  [
    'sum by (le, code) (rate(a_total{code=~"5.."}[5m])) / sum(rate(b_total[5m] offset 1d)) > 0.001',
    ['a_total', 'b_total'],
  ],
  ['a unless on (x) b and c', ['a', 'b', 'c']],
  ['histogram_quantile(0.95, sum(rate(a_bucket[1h])) without (instance)) > 1e3', ['a_bucket']],
  ['max_over_time(a{stream="$stream"}[$__rate_interval]) * 1024', ['a']],
  ['time() - a', ['a']],
])('the metrics of %s', (expression, expected) => {
  expect(metricsIn(expression)).toEqual(expected);
});
