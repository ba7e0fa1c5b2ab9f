import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual } from 'typeorm';
import { TokenStore, USE_NOTED_SECONDS, type StoredToken } from '../../application/token-store.js';
import { Database } from './database.js';
import { TokenRow } from './operator-entities.js';

/** Tokens in PostgreSQL, through TypeORM. */
@Injectable()
export class TypeOrmTokenStore extends TokenStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async all(): Promise<readonly StoredToken[]> {
    return this.database.read((manager) =>
      manager.find(TokenRow, { order: { createdAt: 'ASC', id: 'ASC' } }),
    );
  }

  override async find(id: string): Promise<StoredToken | null> {
    return this.database.read((manager) => manager.findOneBy(TokenRow, { id }));
  }

  /** One statement: of two uses at once, one is noted. */
  override async touch(id: string, at: number): Promise<void> {
    const before = at - USE_NOTED_SECONDS;
    await this.database.read((manager) =>
      manager
        .createQueryBuilder()
        .update(TokenRow)
        .set({ lastUsedAt: at })
        .where([
          { id, lastUsedAt: IsNull() },
          { id, lastUsedAt: LessThanOrEqual(before) },
        ])
        .execute(),
    );
  }
}
