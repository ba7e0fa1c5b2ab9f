/** Databases for tests: each its own, on the one server of the test run. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** An empty database that nobody else uses. */
export interface FreshDatabase {
  readonly url: string;
  /** Removes the database, with whoever is still connected to it. */
  drop(): Promise<void>;
}

/** Creates a database: empty, or a copy of the database named `template` if there is one. */
export async function freshDatabase(template?: string): Promise<FreshDatabase> {
  const name = `roost_test_${randomBytes(8).toString('hex')}`;
  await administer(async (admin) => {
    const original = (await exists(admin, template)) ? ` TEMPLATE "${template}"` : '';
    await admin.query(`CREATE DATABASE "${name}"${original}`);
  });
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  const drop = () => administer((admin) => admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
  return { url: url.href, drop };
}

async function administer(task: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  try {
    await task(admin);
  } finally {
    await admin.end();
  }
}

async function exists(admin: Client, database: string | undefined): Promise<boolean> {
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database ?? null]);
  return rowCount === 1;
}
