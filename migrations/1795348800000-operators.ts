import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators need: pauses, aliases of payloads, retired releases, overlays, tokens, first answers. */
export class Operators1795348800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await queryRunner.query(statement);
  }
}

const UP = [
  'ALTER TABLE releases ADD COLUMN retired text, ADD COLUMN followed jsonb',
  'ALTER TABLE rollouts ADD COLUMN pause jsonb',
  'ALTER TABLE audit ALTER COLUMN stream DROP NOT NULL, ALTER COLUMN revision DROP NOT NULL',
  'ALTER TABLE audit ADD COLUMN request_id text',

  `CREATE TABLE payload_aliases (
    stream text NOT NULL,
    version text NOT NULL,
    basearch text NOT NULL,
    scheme text NOT NULL,
    payload text NOT NULL,
    reason text NOT NULL,
    CONSTRAINT pk_payload_aliases PRIMARY KEY (stream, version, basearch, scheme, payload),
    CONSTRAINT fk_payload_aliases_release FOREIGN KEY (stream, version)
      REFERENCES releases (stream, version) ON DELETE CASCADE,
    CONSTRAINT ck_payload_aliases_scheme CHECK (scheme IN ('checksum', 'oci'))
  )`,

  `CREATE TABLE tokens (
    id text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    streams text[],
    secret_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    CONSTRAINT pk_tokens PRIMARY KEY (id),
    CONSTRAINT ck_tokens_role CHECK (role IN ('viewer', 'operator', 'publisher', 'admin'))
  )`,

  `CREATE TABLE first_answers (
    token text NOT NULL,
    key text NOT NULL,
    method text NOT NULL,
    path text NOT NULL,
    body_hash text NOT NULL,
    answer json NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT pk_first_answers PRIMARY KEY (token, key, method, path)
  )`,
  'CREATE INDEX ix_first_answers_at ON first_answers (at)',
];

const DOWN = [
  'DROP TABLE first_answers',
  'DROP TABLE tokens',
  'DROP TABLE payload_aliases',
  'ALTER TABLE audit DROP COLUMN request_id',
  'DELETE FROM audit WHERE stream IS NULL OR revision IS NULL',
  'ALTER TABLE audit ALTER COLUMN stream SET NOT NULL, ALTER COLUMN revision SET NOT NULL',
  'ALTER TABLE rollouts DROP COLUMN pause',
  'ALTER TABLE releases DROP COLUMN retired, DROP COLUMN followed',
];
