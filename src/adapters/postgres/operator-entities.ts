import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { ROLES, type Role } from '../../application/operator.js';
import { epochSeconds, epochSecondsOrNull } from './columns.js';

/** What is kept of operators: their tokens, and what their writes were answered. */

@Entity('tokens')
@Check('ck_tokens_role', `role IN (${ROLES.map((one) => `'${one}'`).join(', ')})`)
export class TokenRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_tokens' })
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  /** NULL: all of them. */
  @Column('text', { array: true, nullable: true })
  streams!: string[] | null;

  /** SHA-256 of the secret, in hex digits. */
  @Column('text', { name: 'secret_hash' })
  secretHash!: string;

  @Column('timestamptz', { name: 'created_at', transformer: epochSeconds })
  createdAt!: number;

  @Column('timestamptz', { name: 'expires_at', nullable: true, transformer: epochSecondsOrNull })
  expiresAt!: number | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true, transformer: epochSecondsOrNull })
  lastUsedAt!: number | null;
}

/** What a write with an Idempotency-Key was answered, for a day. */
@Entity('first_answers')
@Index('ix_first_answers_at', ['at'])
export class FirstAnswerRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_first_answers' })
  token!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_first_answers' })
  key!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_first_answers' })
  method!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_first_answers' })
  path!: string;

  @Column('text', { name: 'body_hash' })
  bodyHash!: string;

  /** Not as jsonb, which would put the fields of an answer in another order. */
  @Column('json')
  answer!: object;

  @Column('timestamptz', { transformer: epochSeconds })
  at!: number;
}
