import { describe, expect, test } from 'vitest';
import {
  reasonIn,
  sentenceOf,
  type Done,
} from '../../../../src/adapters/console/parts/operation-sentence.js';
import type { Language } from '../../../../src/adapters/console/texts/languages.js';
import { epochOf, localOf } from '../../../../src/adapters/console/parts/moment.js';

const AT = '2026-11-22T16:00:00Z';
const EN = localOf(epochOf(AT), 'en');
const ZH = localOf(epochOf(AT), 'zh');
const PAYLOADS = [
  { basearch: 'x86_64', scheme: 'oci', payload: 'a' },
  { basearch: 'x86_64', scheme: 'checksum', payload: 'b' },
  { basearch: 'aarch64', scheme: 'oci', payload: 'c' },
];

/** Full-width signs are written as ASCII ones here. */
const ascii = (text: string) =>
  text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** As it stands on the page, the details in brackets. */
const drawn = (done: Done, spoken: Language) => {
  const { main, details } = sentenceOf(done, spoken);
  return ascii(details === '' ? main : `${main}${spoken === 'zh' ? '' : ' '}(${details})`);
};

describe('an operation is said in a sentence', () => {
  test.each([
    [
      { op: 'publish_release', version: '44.1', payloads: PAYLOADS },
      'published 44.1 (on x86_64 aarch64)',
      '发布 44.1(架构 x86_64 aarch64)',
    ],
    [
      {
        ...{ op: 'publish_release', version: '44.1', payloads: [] },
        rollout: { start: 'now', duration: '48h', start_fraction: 0.1 },
        barrier: { reason: 'https://x.example' },
      },
      'published 44.1 (at once, over 48h, beginning with 10 %, as a barrier: “https://x.example”)',
      '发布 44.1(立即开始,历时 48h,起始比例 10 %,作为屏障(barrier):“https://x.example”)',
    ],
    [
      { op: 'add_payloads', version: '44.1', payloads: PAYLOADS.slice(2) },
      'added payloads to 44.1 (on aarch64)',
      '为 44.1 补充负载(架构 aarch64)',
    ],
    [{ op: 'retire_release', version: '44.1', reason: 'r' }, 'retired 44.1', '退役 44.1'],
    [
      { op: 'set_barrier', version: '44.1', reason: 'r', basearches: ['x86_64', 's390x'] },
      'made 44.1 a barrier (only on x86_64 s390x)',
      '将 44.1 设为屏障(barrier)(仅限 x86_64 s390x)',
    ],
    [{ op: 'clear_barrier', version: '44.1' }, 'lifted the barrier 44.1', '取消屏障(barrier):44.1'],
    [
      { op: 'set_deadend', version: '44.1', reason: 'r', basearches: null },
      'made 44.1 a deadend',
      '将 44.1 设为死端(deadend)',
    ],
    [{ op: 'clear_deadend', version: '44.1' }, 'lifted the deadend 44.1', '取消死端(deadend):44.1'],
    [
      { op: 'set_rollout', version: '44.1', start: AT, duration: '2d', start_fraction: 0 },
      `set the rollout of 44.1 (from ${EN}, over 2d)`,
      `设定 44.1 的灰度发布(自 ${ZH} 起,历时 2d)`,
    ],
    [
      { op: 'withdraw_rollout', version: '44.1', reason: 'r' },
      'withdrew the rollout of 44.1',
      '撤回 44.1 的灰度发布',
    ],
    [
      { op: 'pause_rollout', version: '44.1', reason: 'r', public_reason: 'wait', review_at: AT },
      `paused the rollout of 44.1 (said to everybody: “wait”, to be looked at again ${EN})`,
      `暂停 44.1 的灰度发布(公开说明:“wait”,复查时间 ${ZH})`,
    ],
    [{ op: 'resume_rollout', version: '44.1' }, 'resumed the rollout of 44.1', '继续 44.1 的灰度发布'],
    [
      { op: 'finish_rollout', version: '44.1', reason: 'r' },
      'let everybody have 44.1',
      '将 44.1 放开给所有节点',
    ],
    [
      { op: 'add_payload_alias', version: '44.1', ...PAYLOADS[0], reason: 'r' },
      'took one more payload for 44.1 (on x86_64)',
      '为 44.1 增加负载别名(架构 x86_64)',
    ],
    [
      { op: 'remove_payload_alias', version: '44.1', id: 'a1' },
      'removed the payload alias a1 of 44.1',
      '移除 44.1 的负载别名 a1',
    ],
    [{ op: 'restore', revision: 7 }, 'restored revision 7', '还原到修订 7'],
    [
      { op: 'import_documents', releases: 217, confirm: ['lost_releases'] },
      'imported the two documents (releases: 217, confirmed: lost_releases)',
      '导入两份文档(版本数 217,已确认 lost_releases)',
    ],
    [{ op: 'import_documents' }, 'imported the two documents', '导入两份文档'],
    [
      { op: 'accept_source', confirm: ['lost_releases'] },
      'accepted what the source was held back for (confirmed: lost_releases)',
      '接受来源中被拦下的内容(已确认 lost_releases)',
    ],
    [
      { op: 'create_stream', aliases: ['st'], description: 'd' },
      'made the stream (aliases: st, description: “d”)',
      '创建流(别名 st,说明:“d”)',
    ],
    [{ op: 'create_stream', aliases: [], description: '' }, 'made the stream', '创建流'],
    [
      { op: 'describe_stream', state: 'frozen', source: 'managed', before: { aliases: ['a'] } },
      'described the stream anew (state: frozen, managed here from now on)',
      '修改流的说明(状态 已冻结,改为在此管理)',
    ],
    [{ op: 'delete_stream' }, 'deleted the stream', '删除流'],
    [
      { op: 'create_token', id: 'f', name: 'ci', role: 'viewer', streams: ['s', 't'], expires_at: AT },
      `made the token ci (role: viewer, streams: s t, until ${EN})`,
      `创建令牌 ci(角色 查看者,流 s t,有效期至 ${ZH})`,
    ],
    [{ op: 'revoke_token', id: 'f0e1' }, 'revoked the token f0e1', '吊销令牌 f0e1'],
    [{ op: 'paint_release', version: '44.1' }, 'paint_release 44.1', 'paint_release 44.1'],
    [{ op: 'other' }, 'other', 'other'],
  ])('%j', (done, en, zh) => {
    expect(drawn(done, 'en')).toBe(en);
    expect(drawn(done, 'zh')).toBe(zh);
  });

  test('with fields of any kind', () => {
    const done = { op: 'set_rollout', version: null, start: 'soon', basearches: [null, 1], payloads: 'x' };
    expect(drawn(done, 'en')).toBe('set the rollout of (from soon, only on  1)');
  });

  test.each([
    [{ op: 'restore', reason: 'why' }, 'why'],
    [{ op: 'restore', reason: null }, ''],
    [{ op: 'restore' }, ''],
  ])('%j has the reason "%s"', (done, reason) => {
    expect(reasonIn(done)).toBe(reason);
  });
});
