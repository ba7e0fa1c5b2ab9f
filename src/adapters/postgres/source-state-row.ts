import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SourceStatus } from '../../application/sources.js';
import { epochSecondsOrNull } from './columns.js';

/** How a source fares with a stream. Not tied to the stream, which may never have been complete. */
@Entity('source_states')
export class SourceStateRow {
  /** Empty: what concerns a source as a whole. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_source_states' })
  stream!: string;

  @Column('timestamptz', { name: 'last_attempt', nullable: true, transformer: epochSecondsOrNull })
  lastAttempt!: number | null;

  @Column('timestamptz', { name: 'last_success', nullable: true, transformer: epochSecondsOrNull })
  lastSuccess!: number | null;

  @Column('jsonb', { name: 'last_error', nullable: true })
  lastError!: SourceStatus['lastError'];

  @Column('jsonb')
  findings!: SourceStatus['findings'];
}
