import { openBackup } from '../adapters/files/backup-reader.js';
import { keptInFile } from '../adapters/files/spool.js';
import { loadDatabase } from '../adapters/postgres/load.js';
import { onlyArgument, print, UsageError, type Command } from './command.js';
import { Progress } from './progress.js';
import { DATABASE_HELP, withAddress } from './with-store.js';

export const restoreCommand: Command = {
  usage: '<file|-> [--json]',
  help:
    'Fills an empty database with what "roost backup" has written, whole or not at all; - is standard input.\n' +
    'A backup of an older version is brought up to date. Graphs, revisions, audit and tokens are as they were.\n' +
    `${DATABASE_HELP} Stop all others, too: they would go on\nwith what they remember.`,
  options: { json: { type: 'boolean' } },
  async run(input) {
    const file = onlyArgument(input, 'file');
    if (file === '-' && process.stdin.isTTY) throw new UsageError('a terminal has no backup: name a file');
    const restored = await (file === '-' ? keptInFile(process.stdin, restore) : restore(file));
    const all = Object.values(restored.rows).reduce((sum, count) => sum + count, 0);
    const text = restored.migrations.map((name) => `applied ${name}\n`).join('');
    print(input, restored, `${text}${all} rows, as of ${restored.at}\n`);
    return 0;
  },
};

interface Restored {
  readonly at: string;
  readonly rows: Readonly<Record<string, number>>;
  /** Applied just now, as the backup did not have them. */
  readonly migrations: readonly string[];
}

async function restore(file: string): Promise<Restored> {
  const backup = await openBackup(file);
  const batches = new Progress().along(backup.batches);
  const migrations = await withAddress((address) => loadDatabase(address, { head: backup.head, batches }));
  return { at: backup.head.at, rows: backup.rows, migrations };
}
