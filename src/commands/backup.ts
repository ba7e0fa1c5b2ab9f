import { writeBackupFile, writeBackupTo } from '../adapters/files/backup-writer.js';
import { dumpDatabase, type Dump } from '../adapters/postgres/dump.js';
import type { BackupEnd } from '../application/backup.js';
import { onlyArgument, print, UsageError, type Command, type CommandInput } from './command.js';
import { Progress } from './progress.js';
import { settings } from './settings.js';
import { DATABASE_HELP, withAddress } from './with-store.js';

export const backupCommand: Command = {
  usage: '<file|-> [--json]',
  help:
    'Writes everything that the database holds at this moment into one file, which takes the place of the one\n' +
    'before when it is whole; - is standard output. "roost restore" reads it into PostgreSQL or the embedded\n' +
    'database, of this version or a later one. Servers on PostgreSQL may go on meanwhile, and nothing is\n' +
    `migrated. The file is for nobody else: it has hashes of tokens. ${DATABASE_HELP}`,
  options: { json: { type: 'boolean' } },
  async run(input) {
    const file = onlyArgument(input, 'file');
    if (file === '-') refuseOut(input);
    const written = await withAddress((address) => dumpDatabase(address, (dump) => write(file, dump)), {
      mustBeThere: true,
    });
    const { head, rows, leftOut } = written;
    if (leftOut.length > 0) process.stderr.write(`not Roost's, and left out: ${leftOut.join(', ')}\n`);
    if (file === '-') return 0;
    const all = Object.values(rows).reduce((sum, count) => sum + count, 0);
    print(input, { file, ...head, rows, left_out: leftOut }, `${file}: ${all} rows, as of ${head.at}\n`);
    return 0;
  },
};

function refuseOut(input: CommandInput): void {
  if (input.values['json'] === true) throw new UsageError('--json: standard output is for the backup');
  if (process.stdout.isTTY) throw new UsageError('a backup is nothing for a terminal: name a file');
}

interface Written {
  readonly head: Dump['head'];
  readonly rows: BackupEnd['rows'];
  readonly leftOut: readonly string[];
}

async function write(file: string, { head, batches, leftOut }: Dump): Promise<Written> {
  const progress = new Progress();
  const backup = { head: { roost: settings().version, ...head }, batches: progress.along(batches) };
  const { rows } = await (file === '-'
    ? writeBackupTo(process.stdout, backup)
    : writeBackupFile(file, backup));
  return { head, rows, leftOut };
}
