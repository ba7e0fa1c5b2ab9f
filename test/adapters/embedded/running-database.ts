/** The embedded database as the tests run it: as it was built, because a worker thread cannot run TypeScript. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Client } from 'pg';

const root = new URL('../../../', import.meta.url);
const entry = new URL('dist/src/adapters/embedded/embedded-database.js', root).href;

export const { EmbeddedDatabase }: typeof import('../../../src/adapters/embedded/embedded-database.js') =
  await import(entry);
export type EmbeddedDatabase = import('../../../src/adapters/embedded/embedded-database.js').EmbeddedDatabase;

/** The rows of a query, each as an array, on a connection of its own. */
export async function rowsOf(database: EmbeddedDatabase, sql: string): Promise<unknown[][]> {
  const client = new Client(database.connection);
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

/** Another process that starts the database in `dataDir` and then runs `code` with it as `database`. */
export class OtherProcess {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private readonly exited: Promise<unknown>;

  constructor(dataDir: string, code: string) {
    const script = `
      import pg from 'pg';
      import { EmbeddedDatabase } from ${JSON.stringify(entry)};
      const database = await EmbeddedDatabase.start(${JSON.stringify(dataDir)}).catch((error) => {
        console.log(error.name + ': ' + error.message);
        process.exit(1);
      });
      ${code}`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    this.exited = once(child, 'exit');
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** The next line it writes; undefined after the last. */
  async line(): Promise<string | undefined> {
    const { value, done } = await this.lines.next();
    return done ? undefined : value;
  }

  /** Ends it as a power cut would, and waits until it is gone. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}
