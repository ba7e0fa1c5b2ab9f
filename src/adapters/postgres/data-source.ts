import { DataSource, type DataSourceOptions } from 'typeorm';
import { Initial1795305600000 } from '../../../migrations/1795305600000-initial.js';
import { ROWS } from './entities.js';

/** Where PostgreSQL is. */
export type PostgresAddress =
  | { readonly url: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

/** For requests: nobody waits longer than this, in milliseconds. */
const PATIENCE_MS = 5000;

/**
 * TypeORM on plain `pg`. Migrations are the only thing that makes tables.
 * @param poolSize connections at a time; the embedded database stands one
 */
export function dataSourceFor(address: PostgresAddress, poolSize: number): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
    ...('url' in address ? address : { ...address, username: address.user }),
    applicationName: 'roost',
    entities: ROWS,
    migrations: [Initial1795305600000],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    poolSize,
    connectTimeoutMS: PATIENCE_MS,
    extra: { statement_timeout: PATIENCE_MS, lock_timeout: PATIENCE_MS },
  };
  return new DataSource(options);
}
