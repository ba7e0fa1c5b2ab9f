import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { ReleaseChange } from '../../graph/stream.js';
import type { Followed, Pause, Scheme } from '../../graph/model.js';
import {
  SOURCE_KINDS,
  STREAM_STATES,
  type SourceKind,
  type StreamState,
} from '../../application/stream-store.js';
import { epochSeconds, exactDouble, exactInteger } from './columns.js';
import { FirstAnswerRow, TokenRow } from './operator-entities.js';
import { SourceStateRow } from './source-state-row.js';

/** The tables as TypeORM sees them; migrations make them, a test compares the two. */

@Entity('streams')
@Check('ck_streams_state', `state IN (${STREAM_STATES.map((one) => `'${one}'`).join(', ')})`)
@Check('ck_streams_source', `source IN (${SOURCE_KINDS.map((one) => `'${one}'`).join(', ')})`)
@Check('ck_streams_revision', 'revision >= 0')
export class StreamRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_streams' })
  name!: string;

  @Column('text')
  description!: string;

  @Column('text')
  state!: StreamState;

  @Column('text')
  source!: SourceKind;

  @Column('integer')
  revision!: number;

  @Column('timestamptz', { name: 'updated_at', transformer: epochSeconds })
  updatedAt!: number;
}

@Entity('stream_aliases')
@ForeignKey(() => StreamRow, ['stream'], ['name'], {
  name: 'fk_stream_aliases_stream',
  onDelete: 'CASCADE',
})
@Index('ix_stream_aliases_stream', ['stream'])
export class AliasRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_stream_aliases' })
  alias!: string;

  @Column('text')
  stream!: string;
}

@Entity('releases')
@ForeignKey(() => StreamRow, ['stream'], ['name'], {
  name: 'fk_releases_stream',
  onDelete: 'CASCADE',
})
@Unique('uq_releases_position', ['stream', 'position'], { deferrable: 'INITIALLY DEFERRED' })
@Check('ck_releases_position', 'position >= 0')
export class ReleaseRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_releases' })
  stream!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_releases' })
  version!: string;

  /** From 0, the oldest; what agents know as age_index. */
  @Column('integer')
  position!: number;

  @Column('text', { name: 'metadata_url' })
  metadataUrl!: string;

  @Column('text', { nullable: true })
  retired!: string | null;

  @Column('jsonb', { nullable: true })
  followed!: Followed | null;
}

@Entity('payloads')
@ForeignKey(() => ReleaseRow, ['stream', 'version'], ['stream', 'version'], {
  name: 'fk_payloads_release',
  onDelete: 'CASCADE',
})
@Check('ck_payloads_scheme', `scheme IN ('checksum', 'oci')`)
@Check('ck_payloads_payload', `payload <> ''`)
export class PayloadRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_payloads' })
  stream!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_payloads' })
  version!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_payloads' })
  basearch!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_payloads' })
  scheme!: Scheme;

  @Column('text')
  payload!: string;
}

@Entity('payload_aliases')
@ForeignKey(() => ReleaseRow, ['stream', 'version'], ['stream', 'version'], {
  name: 'fk_payload_aliases_release',
  onDelete: 'CASCADE',
})
@Check('ck_payload_aliases_scheme', `scheme IN ('checksum', 'oci')`)
export class PayloadAliasRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_payload_aliases' })
  stream!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_payload_aliases' })
  version!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_payload_aliases' })
  basearch!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_payload_aliases' })
  scheme!: Scheme;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_payload_aliases' })
  payload!: string;

  @Column('text')
  reason!: string;
}

@Entity('barriers')
@ForeignKey(() => ReleaseRow, ['stream', 'version'], ['stream', 'version'], {
  name: 'fk_barriers_release',
  onDelete: 'CASCADE',
})
export class BarrierRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_barriers' })
  stream!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_barriers' })
  version!: string;

  @Column('text')
  reason!: string;

  /** NULL: all of them. */
  @Column('text', { array: true, nullable: true })
  basearches!: string[] | null;
}

@Entity('deadends')
@ForeignKey(() => ReleaseRow, ['stream', 'version'], ['stream', 'version'], {
  name: 'fk_deadends_release',
  onDelete: 'CASCADE',
})
export class DeadendRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_deadends' })
  stream!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_deadends' })
  version!: string;

  @Column('text')
  reason!: string;

  @Column('text', { array: true, nullable: true })
  basearches!: string[] | null;
}

@Entity('rollouts')
@ForeignKey(() => ReleaseRow, ['stream', 'version'], ['stream', 'version'], {
  name: 'fk_rollouts_release',
  onDelete: 'CASCADE',
})
@Check('ck_rollouts_start_fraction', 'start_fraction >= 0 AND start_fraction <= 1')
@Check('ck_rollouts_duration_minutes', 'duration_minutes >= 0')
export class RolloutRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_rollouts' })
  stream!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_rollouts' })
  version!: string;

  @Column('bigint', { name: 'start_epoch', nullable: true, transformer: exactInteger })
  startEpoch!: number | null;

  @Column('double precision', { name: 'start_fraction', nullable: true, transformer: exactDouble })
  startFraction!: number | null;

  @Column('bigint', { name: 'duration_minutes', nullable: true, transformer: exactInteger })
  durationMinutes!: number | null;

  @Column('text', { array: true, nullable: true })
  basearches!: string[] | null;

  @Column('jsonb', { nullable: true })
  pause!: Pause | null;
}

@Entity('revisions')
@ForeignKey(() => StreamRow, ['stream'], ['name'], {
  name: 'fk_revisions_stream',
  onDelete: 'CASCADE',
})
export class RevisionRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_revisions' })
  stream!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_revisions' })
  revision!: number;

  @Column('timestamptz', { transformer: epochSeconds })
  at!: number;

  /** What it takes to go back from this revision to the one before. */
  @Column('jsonb')
  changes!: readonly ReleaseChange[];
}

/** Append-only, and not tied to its stream: it outlives it. */
@Entity('audit')
@Index('ix_audit_stream', ['stream', 'revision'])
export class AuditRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_audit',
  })
  id!: string;

  @Column('timestamptz', { transformer: epochSeconds })
  at!: number;

  @Column('text')
  actor!: string;

  @Column('text')
  role!: string;

  /** NULL: it is about all of them. */
  @Column('text', { nullable: true })
  stream!: string | null;

  @Column('integer', { nullable: true })
  revision!: number | null;

  @Column('jsonb')
  operations!: readonly { readonly op: string }[];

  @Column('text')
  reason!: string;

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;
}

export const ROWS = [
  StreamRow,
  AliasRow,
  ReleaseRow,
  PayloadRow,
  PayloadAliasRow,
  BarrierRow,
  DeadendRow,
  RolloutRow,
  RevisionRow,
  AuditRow,
  TokenRow,
  FirstAnswerRow,
  SourceStateRow,
];
