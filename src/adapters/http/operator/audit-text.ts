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
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The audit as people read it, a line each. */
export function auditAsText(items: readonly AuditView[]): string {
  return items
    .map(({ at, actor, role, stream, revision, operations, reason }) => {
      const where = stream === null ? '-' : `${stream}@${revision}`;
      const what = operations.map((operation) => JSON.stringify(operation)).join(' ');
      return `${at} ${actor} (${role}) ${where} ${what}${reason ? ` # ${reason}` : ''}\n`;
    })
    .join('');
}
