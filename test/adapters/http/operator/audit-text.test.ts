import { describe, expect, test } from 'vitest';
import { auditAsCsv, auditAsText } from '../../../../src/adapters/http/operator/audit-text.js';

const ENTRY = {
  ...{ id: '1', at: '2026-11-22T16:00:00Z', actor: 'me', role: 'admin', stream: 's', revision: 2 },
  ...{ operations: [{}], reason: '', request_id: null },
};

describe('the audit as text keeps to one line for each entry', () => {
  test.each([
    ['a\nb', String.raw`a\u000ab`],
    ['a\r\n2026-11-22 you', String.raw`a\u000d\u000a2026-11-22 you`],
    ['a\u2028b\u2029c\u0085d', String.raw`a\u2028b\u2029c\u0085d`],
    ['\u001b[2J\u009b1A\u202e', String.raw`\u001b[2J\u009b1A\u202e`],
    ['\u{e0001}', String.raw`\udb40\udc01`],
    ['größer 🚀 # "x"', 'größer 🚀 # "x"'],
  ])('%j is %s', (text, shown) => {
    expect(auditAsText([{ ...ENTRY, reason: text }])).toBe(
      `2026-11-22T16:00:00Z me (admin) s@2 {} # ${shown}\n`,
    );
    expect(auditAsText([{ ...ENTRY, actor: text }])).toBe(`2026-11-22T16:00:00Z ${shown} (admin) s@2 {}\n`);
  });

  test('whatever an operation holds', () => {
    const operation = { op: 'x', reason: 'a\nb\u2028"\u009b' };
    const line = String.raw`{"op":"x","reason":"a\nb\u2028\"\u009b"}`;
    expect(auditAsText([{ ...ENTRY, operations: [operation] }])).toBe(
      `2026-11-22T16:00:00Z me (admin) s@2 ${line}\n`,
    );
  });
});

describe('the audit as a table keeps a cell for each field', () => {
  test.each([
    ['a\nb', '"a\nb"'],
    ['a\rb', '"a\rb"'],
    ['\n=1', `"'\n=1"`],
    ['\r=1', `"'\r=1"`],
    ['\t=1', `'\t=1`],
    ['=1', `'=1`],
    ['\uff1d1', `'\uff1d1`],
    ['a"b', '"a""b"'],
    ['a,b', '"a,b"'],
    [' a', ' a'],
  ])('%j is %j', (text, cell) => {
    expect(auditAsCsv([{ ...ENTRY, reason: text }])).toBe(
      'id,at,actor,role,stream,revision,operations,reason,request_id\r\n' +
        `1,2026-11-22T16:00:00Z,me,admin,s,2,[{}],${cell},\r\n`,
    );
  });
});
