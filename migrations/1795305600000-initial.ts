import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Streams, their releases with all that is declared of them, and every revision. */
export class Initial1795305600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await queryRunner.query(statement);
  }
}

const UP = [
  `CREATE TABLE streams (
    name text NOT NULL,
    description text NOT NULL,
    state text NOT NULL,
    source text NOT NULL,
    revision integer NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT pk_streams PRIMARY KEY (name),
    CONSTRAINT ck_streams_state CHECK (state IN ('active', 'frozen', 'eol')),
    CONSTRAINT ck_streams_source CHECK (source IN ('managed', 'seed', 'folder')),
    CONSTRAINT ck_streams_revision CHECK (revision >= 0)
  )`,

  `CREATE TABLE stream_aliases (
    alias text NOT NULL,
    stream text NOT NULL,
    CONSTRAINT pk_stream_aliases PRIMARY KEY (alias),
    CONSTRAINT fk_stream_aliases_stream FOREIGN KEY (stream) REFERENCES streams (name) ON DELETE CASCADE
  )`,
  `CREATE INDEX ix_stream_aliases_stream ON stream_aliases (stream)`,

  `CREATE TABLE releases (
    stream text NOT NULL,
    version text NOT NULL,
    position integer NOT NULL,
    metadata_url text NOT NULL,
    CONSTRAINT pk_releases PRIMARY KEY (stream, version),
    CONSTRAINT uq_releases_position UNIQUE (stream, position) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_releases_stream FOREIGN KEY (stream) REFERENCES streams (name) ON DELETE CASCADE,
    CONSTRAINT ck_releases_position CHECK (position >= 0)
  )`,

  `CREATE TABLE payloads (
    stream text NOT NULL,
    version text NOT NULL,
    basearch text NOT NULL,
    scheme text NOT NULL,
    payload text NOT NULL,
    CONSTRAINT pk_payloads PRIMARY KEY (stream, version, basearch, scheme),
    CONSTRAINT fk_payloads_release FOREIGN KEY (stream, version) REFERENCES releases (stream, version)
      ON DELETE CASCADE,
    CONSTRAINT ck_payloads_scheme CHECK (scheme IN ('checksum', 'oci')),
    CONSTRAINT ck_payloads_payload CHECK (payload <> '')
  )`,

  `CREATE TABLE barriers (
    stream text NOT NULL,
    version text NOT NULL,
    reason text NOT NULL,
    basearches text[],
    CONSTRAINT pk_barriers PRIMARY KEY (stream, version),
    CONSTRAINT fk_barriers_release FOREIGN KEY (stream, version) REFERENCES releases (stream, version)
      ON DELETE CASCADE
  )`,

  `CREATE TABLE deadends (
    stream text NOT NULL,
    version text NOT NULL,
    reason text NOT NULL,
    basearches text[],
    CONSTRAINT pk_deadends PRIMARY KEY (stream, version),
    CONSTRAINT fk_deadends_release FOREIGN KEY (stream, version) REFERENCES releases (stream, version)
      ON DELETE CASCADE
  )`,

  `CREATE TABLE rollouts (
    stream text NOT NULL,
    version text NOT NULL,
    start_epoch bigint,
    start_fraction double precision,
    duration_minutes bigint,
    basearches text[],
    CONSTRAINT pk_rollouts PRIMARY KEY (stream, version),
    CONSTRAINT fk_rollouts_release FOREIGN KEY (stream, version) REFERENCES releases (stream, version)
      ON DELETE CASCADE,
    CONSTRAINT ck_rollouts_start_fraction CHECK (start_fraction >= 0 AND start_fraction <= 1),
    CONSTRAINT ck_rollouts_duration_minutes CHECK (duration_minutes >= 0)
  )`,

  `CREATE TABLE revisions (
    stream text NOT NULL,
    revision integer NOT NULL,
    at timestamptz NOT NULL,
    changes jsonb NOT NULL,
    CONSTRAINT pk_revisions PRIMARY KEY (stream, revision),
    CONSTRAINT fk_revisions_stream FOREIGN KEY (stream) REFERENCES streams (name) ON DELETE CASCADE
  )`,

  `CREATE TABLE audit (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    stream text NOT NULL,
    revision integer NOT NULL,
    operations jsonb NOT NULL,
    reason text NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (id)
  )`,
  `CREATE INDEX ix_audit_stream ON audit (stream, revision)`,
];

const DOWN = [
  'DROP TABLE audit',
  'DROP TABLE revisions',
  'DROP TABLE rollouts',
  'DROP TABLE deadends',
  'DROP TABLE barriers',
  'DROP TABLE payloads',
  'DROP TABLE releases',
  'DROP TABLE stream_aliases',
  'DROP TABLE streams',
];
