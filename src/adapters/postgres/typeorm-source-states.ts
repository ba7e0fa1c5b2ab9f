import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { SourceStates } from '../../application/source-states.js';
import type { SourceStatus } from '../../application/sources.js';
import { Database } from './database.js';
import { SourceStateRow } from './source-state-row.js';

/** What is found in documents is told to other instances up to here. */
const MOST_FINDINGS = 200;

/** How sources fare, in PostgreSQL. */
@Injectable()
export class TypeOrmSourceStates extends SourceStates {
  constructor(private readonly database: Database) {
    super();
  }

  override async load(): Promise<ReadonlyMap<string, SourceStatus>> {
    const rows = await this.database.read((manager) => manager.find(SourceStateRow));
    return new Map(rows.map(({ stream, ...status }) => [stream, status]));
  }

  override async save(stream: string, { findings, ...status }: SourceStatus): Promise<void> {
    const row = { stream, ...status, findings: findings.slice(0, MOST_FINDINGS) };
    await this.database.read((manager) => manager.upsert(SourceStateRow, row, ['stream']));
  }

  override async prune(streams: readonly string[]): Promise<void> {
    await this.database.read((manager) => manager.delete(SourceStateRow, { stream: Not(In(streams)) }));
  }
}
