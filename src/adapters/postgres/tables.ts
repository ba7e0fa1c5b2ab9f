import type { EntityManager } from 'typeorm';

/** A table as the database's catalog has it. */
export interface Table {
  readonly name: string;
  /** Without those that the database calculates. */
  readonly columns: readonly TableColumn[];
  /** The columns of its primary key. */
  readonly key: readonly string[];
  /** The tables whose rows its rows refer to. */
  readonly parents: readonly string[];
}

interface TableColumn {
  readonly name: string;
  readonly type: string;
  /** Where its numbers come from, if they are given by the database. */
  readonly sequence: string | null;
}

/** All tables but the one that tells which migrations were applied, each behind those that it refers to. */
export async function tablesOf(manager: EntityManager): Promise<readonly Table[]> {
  return parentsFirst(await manager.query<Table[]>(TABLES));
}

/** A name in SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** What belongs to an extension is not ours. */
const TABLES = `
  SELECT c.relname::text AS name,
    (SELECT json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'sequence', pg_get_serial_sequence(format('%I', c.relname), a.attname)) ORDER BY a.attnum)
      FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
    coalesce((SELECT json_agg(a.attname ORDER BY array_position(i.indkey::int[], a.attnum::int))
      FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
      WHERE i.indrelid = c.oid AND i.indisprimary), '[]') AS key,
    coalesce((SELECT json_agg(DISTINCT p.relname)
      FROM pg_constraint f JOIN pg_class p ON p.oid = f.confrelid
      WHERE f.conrelid = c.oid AND f.contype = 'f'), '[]') AS parents
  FROM pg_class c
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname <> 'migrations'
    AND NOT EXISTS (SELECT FROM pg_depend d
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY c.relname`;

function parentsFirst(tables: readonly Table[]): readonly Table[] {
  const sorted: Table[] = [];
  let left = tables;
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name));
    const ready = left.filter(({ name, parents }) => parents.every((one) => one === name || !names.has(one)));
    if (ready.length === 0) throw new Error(`these tables refer to each other: ${[...names].join(', ')}`);
    sorted.push(...ready);
    left = left.filter((table) => !ready.includes(table));
  }
  return sorted;
}
