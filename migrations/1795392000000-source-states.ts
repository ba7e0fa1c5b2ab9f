import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Streams that mirror another server, and how sources fare: one instance reads them, all tell of it. */
export class SourceStates1795392000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await queryRunner.query(statement);
  }
}

const UP = [
  'ALTER TABLE streams DROP CONSTRAINT ck_streams_source',
  `ALTER TABLE streams ADD CONSTRAINT ck_streams_source
    CHECK (source IN ('managed', 'seed', 'folder', 'mirror'))`,

  `CREATE TABLE source_states (
    stream text NOT NULL,
    last_attempt timestamptz,
    last_success timestamptz,
    last_error jsonb,
    findings jsonb NOT NULL,
    CONSTRAINT pk_source_states PRIMARY KEY (stream)
  )`,
];

const DOWN = [
  'DROP TABLE source_states',
  // What is served stays as it stands.
  `UPDATE streams SET source = 'managed' WHERE source = 'mirror'`,
  'ALTER TABLE streams DROP CONSTRAINT ck_streams_source',
  `ALTER TABLE streams ADD CONSTRAINT ck_streams_source CHECK (source IN ('managed', 'seed', 'folder'))`,
];
