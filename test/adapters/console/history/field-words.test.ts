import { describe, expect, test } from 'vitest';
import { fieldName, fieldValue } from '../../../../src/adapters/console/history/field-words.js';
import { epochOf, localOf } from '../../../../src/adapters/console/parts/moment.js';

const AT = '2026-11-22T16:00:00Z';
const AT_EN = localOf(epochOf(AT), 'en');
const AT_ZH = localOf(epochOf(AT), 'zh');

describe('a field of a declaration', () => {
  test.each([
    ['rollout.start_fraction', 'rollout \u00b7 start fraction', '灰度发布 \u00b7 起始比例'],
    [
      'rollout.pause.public_reason',
      'rollout \u00b7 pause \u00b7 public reason',
      '灰度发布 \u00b7 暂停 \u00b7 公开说明',
    ],
    ['payload x86_64 oci', 'payload \u00b7 x86_64 \u00b7 oci', '负载 \u00b7 x86_64 \u00b7 oci'],
    ['payload_alias a1.reason', 'payload alias \u00b7 a1 \u00b7 reason', '负载别名 \u00b7 a1 \u00b7 原因'],
    ['rollout_withdrawn', 'rollout withdrawn', '灰度发布已撤回'],
    ['something_new', 'something_new', 'something_new'],
  ])('%s is called so in words', (field, en, zh) => {
    expect([fieldName(field, 'en'), fieldName(field, 'zh')]).toEqual([en, zh]);
  });

  test.each([
    ['rollout.throttle', '0.000630787037037037', '0.1 %', '0.1 %'],
    ['rollout.start_fraction', '1', '100 %', '100 %'],
    ['rollout.throttle', 'much', 'much', 'much'],
    ['rollout.start', AT, AT_EN, AT_ZH],
    ['rollout.pause.since', 'once', 'once', 'once'],
    ['rollout.state', 'paused', 'paused', '已暂停'],
    ['rollout.origin', 'local', 'local', '本地'],
    ['rollout_withdrawn', 'true', 'yes', '是'],
    ['rollout.duration_minutes', '2880', '2880', '2880'],
    ['barrier.reason', 'paused', 'paused', 'paused'],
  ])('%s of %s is said as people say it', (field, value, en, zh) => {
    expect([fieldValue(field, value, 'en'), fieldValue(field, value, 'zh')]).toEqual([en, zh]);
  });
});
