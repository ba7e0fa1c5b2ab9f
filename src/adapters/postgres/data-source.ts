import { DataSource, type DataSourceOptions } from 'typeorm';
import { Initial1795305600000 } from '../../../migrations/1795305600000-initial.js';
import { Operators1795348800000 } from '../../../migrations/1795348800000-operators.js';
import { SourceStates1795392000000 } from '../../../migrations/1795392000000-source-states.js';
import { ROWS } from './entities.js';
import { UnshakenClient } from './unshaken-client.js';

/** Where PostgreSQL is. */
export type PostgresAddress =
  | { readonly url: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

/** How a database is used. */
export interface Usage {
  /** Connections at a time; the embedded database stands one. */
  readonly poolSize: number;
  /** Nobody waits longer than this for a connection, in milliseconds. */
  readonly connectMs: number;
  /** Nor for an answer, be it that the server is busy, a lock is held or the network swallows everything. */
  readonly answerMs: number;
}

/** TypeORM on plain `pg`. Migrations are the only thing that makes tables. */
export function dataSourceFor(
  address: PostgresAddress,
  { poolSize, connectMs, answerMs }: Usage,
): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
    ...('url' in address ? address : { ...address, username: address.user }),
    applicationName: 'roost',
    entities: ROWS,
    migrations: [Initial1795305600000, Operators1795348800000, SourceStates1795392000000],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    poolSize,
    connectTimeoutMS: connectMs,
    extra: {
      Client: UnshakenClient,
      keepAlive: true,
      statement_timeout: answerMs,
      lock_timeout: answerMs,
      // The server gives up first, and can say why; this one is for when it says nothing any more.
      query_timeout: answerMs + 1000,
    },
  };
  return new DataSource(options);
}
