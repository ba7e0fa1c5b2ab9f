import { isObject } from '../graph/json-cursor.js';

/** What a backup says of itself before its rows. */
export interface BackupHead {
  /** The version of Roost that wrote it. */
  readonly roost: string;
  /** The moment that it shows, by the database's clock: RFC 3339, UTC. */
  readonly at: string;
  /** The names of the migrations that its schema had, in the order in which they were applied. */
  readonly migrations: readonly string[];
}

/** Some rows of a table; all those of a table come one batch after another, and at least one batch. */
export interface RowBatch {
  readonly table: string;
  readonly columns: readonly string[];
  /** Each a JSON array: of every column the value as PostgreSQL writes it, or null. */
  readonly rows: readonly string[];
}

/** What a backup ends with. */
export interface BackupEnd {
  /** How many rows each table has. */
  readonly rows: Readonly<Record<string, number>>;
  /** Of all lines before, in hex digits. */
  readonly sha256: string;
}

/** A line of a backup's text that is no row: those begin with a bracket. */
export type BackupLine =
  | { readonly kind: 'table'; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: 'end'; readonly end: BackupEnd };

/** The form of the text. Another number is for what this reader would misunderstand. */
const FORM = 1;

export function headLine({ roost, at, migrations }: BackupHead): string {
  return JSON.stringify({ roost_backup: FORM, roost, at, migrations });
}

/**
 * What the first line says.
 * @throws Error that says why it cannot be restored here
 */
export function readHead(line: string): BackupHead {
  const { roost_backup: form, roost, at, migrations } = objectIn(line);
  if (form === undefined) throw new NoBackup('it is not a backup of Roost');
  if (form !== FORM) {
    throw new NoBackup(
      `it is written in form ${JSON.stringify(form)}, and only ${FORM} is known here: use a newer Roost`,
    );
  }
  if (typeof roost === 'string' && typeof at === 'string' && areTexts(migrations))
    return { roost, at, migrations };
  throw new NoBackup('its first line is damaged');
}

/** A file that is none of our backups, or of another form: nothing has to be wrong with it. */
export class NoBackup extends Error {
  override readonly name = 'NoBackup';
}

/** @throws Error for what is no such line */
export function readLine(line: string): BackupLine {
  const { table, columns, rows, sha256 } = objectIn(line);
  if (typeof table === 'string' && areTexts(columns)) return { kind: 'table', table, columns };
  if (areCounts(rows) && typeof sha256 === 'string') return { kind: 'end', end: { rows, sha256 } };
  throw new Error('a line in it says nothing');
}

function objectIn(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function areCounts(value: unknown): value is Readonly<Record<string, number>> {
  return isObject(value) && Object.values(value).every((one) => Number.isSafeInteger(one));
}
