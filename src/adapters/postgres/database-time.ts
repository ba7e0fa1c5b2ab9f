import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** The clock that the times of changes come from: the database's, one for all instances. */
@Injectable()
export class DatabaseTime {
  /** Whole seconds since the Unix epoch, UTC; of this moment, not of the transaction's begin, as that may have waited. */
  async now(manager: EntityManager): Promise<number> {
    const [row] = await manager.query<{ now: number }[]>(
      'SELECT floor(extract(epoch FROM clock_timestamp()))::float8 AS now',
    );
    return row?.now ?? 0;
  }
}
