import type { AuditView } from './history-view.js';

const COLUMNS = [
  'id',
  'at',
  'actor',
  'role',
  'stream',
  'revision',
  'operations',
  'reason',
  'request_id',
] as const;

/** The audit as a spreadsheet takes it. @see RFC 4180 */
export function auditAsCsv(items: readonly AuditView[]): string {
  const rows = items.map((item) => COLUMNS.map((column) => cell(item[column])));
  return [COLUMNS, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

function cell(value: unknown): string {
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  // A spreadsheet would run it as a formula.
  const harmless = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The audit as people read it, a line each. */
export function auditAsText(items: readonly AuditView[]): string {
  return items.map((item) => `${inOneLine(lineOf(item))}\n`).join('');
}

function lineOf({ at, actor, role, stream, revision, operations, reason }: AuditView): string {
  const where = stream === null ? '-' : `${stream}@${revision}`;
  const what = operations.map((operation) => JSON.stringify(operation)).join(' ');
  return `${at} ${actor} (${role}) ${where} ${what}${reason ? ` # ${reason}` : ''}`;
}

/** Nobody writes a second line into it, nor anything to the terminal; in JSON it means the same. */
function inOneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (found) =>
    found
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
