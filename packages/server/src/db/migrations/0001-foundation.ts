import { type Kysely, sql } from 'kysely';

import type { Engine } from '../database.ts';

/** The first schema. The three things that cannot come later are in it: see docs/decisions/0002. */
export function foundation(engine: Engine) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of [...tables(engine), ...indexes, ...fullText(engine)])
        await sql.raw(statement).execute(db);
    },
  };
}

function tables(engine: Engine): string[] {
  const bytes = engine === 'sqlite' ? 'BLOB' : 'BYTEA';
  const float = engine === 'sqlite' ? 'REAL' : 'DOUBLE PRECISION';
  const number = engine === 'sqlite' ? 'INTEGER PRIMARY KEY' : 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY';
  // Small rows that are read by their key lie in the key's own tree.
  const clustered = engine === 'sqlite' ? 'WITHOUT ROWID' : '';
  return [
    `CREATE TABLE organizations (
      number ${number}, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, email TEXT NOT NULL,
      plan TEXT NOT NULL, created_at BIGINT NOT NULL)`,
    `CREATE TABLE users (
      id TEXT PRIMARY KEY, org BIGINT NOT NULL REFERENCES organizations (number), email TEXT NOT NULL UNIQUE,
      password_hash TEXT NOT NULL, role TEXT NOT NULL, notifications TEXT NOT NULL, created_at BIGINT NOT NULL)`,
    `CREATE TABLE refresh_tokens (
      hash ${bytes} PRIMARY KEY, family TEXT NOT NULL, user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT) ${clustered}`,
    `CREATE TABLE api_keys (
      id TEXT PRIMARY KEY, org BIGINT NOT NULL REFERENCES organizations (number), name TEXT NOT NULL,
      prefix TEXT NOT NULL, hash ${bytes} NOT NULL UNIQUE, scopes TEXT NOT NULL, created_at BIGINT NOT NULL,
      created_by TEXT NOT NULL, expires_at BIGINT, last_used_at BIGINT)`,
    `CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL)`,
    `CREATE TABLE log_heads (
      org BIGINT PRIMARY KEY REFERENCES organizations (number), size BIGINT NOT NULL, tree ${bytes} NOT NULL,
      last_created_at BIGINT NOT NULL)`,
    `CREATE TABLE log_envelopes (
      org BIGINT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL, action TEXT NOT NULL, timestamp BIGINT NOT NULL,
      created_at BIGINT NOT NULL, duration_ms ${float}, status TEXT NOT NULL, enforcement_action TEXT NOT NULL,
      source_instance TEXT, source_seq BIGINT, commitment ${bytes} NOT NULL, leaf_hash ${bytes} NOT NULL,
      request_hash ${bytes} NOT NULL, PRIMARY KEY (org, seq)) ${clustered}`,
    `CREATE TABLE log_payloads (
      org BIGINT NOT NULL, seq BIGINT NOT NULL, agent_id TEXT, trace_id TEXT, parent_span_id TEXT, session_id TEXT,
      user_id TEXT, prompt TEXT, response TEXT, metadata TEXT, violations TEXT, salt ${bytes} NOT NULL,
      bytes BIGINT NOT NULL, PRIMARY KEY (org, seq))`,
    `CREATE TABLE usage_months (
      org BIGINT NOT NULL, month TEXT NOT NULL, events BIGINT NOT NULL, PRIMARY KEY (org, month)) ${clustered}`,
  ];
}

/** Each list filter has the index that answers it in commit order; what is rare is indexed where it occurs. */
const indexes = [
  `CREATE INDEX users_org ON users (org)`,
  `CREATE INDEX api_keys_org ON api_keys (org, id)`,
  `CREATE INDEX refresh_tokens_user ON refresh_tokens (user_id)`,
  `CREATE UNIQUE INDEX log_envelopes_id ON log_envelopes (org, id)`,
  `CREATE INDEX log_envelopes_timestamp ON log_envelopes (org, timestamp, seq)`,
  `CREATE INDEX log_envelopes_action ON log_envelopes (org, action, seq)`,
  `CREATE INDEX log_envelopes_status ON log_envelopes (org, status, seq) WHERE status <> 'ok'`,
  `CREATE INDEX log_envelopes_enforcement ON log_envelopes (org, enforcement_action, seq) WHERE enforcement_action <> 'allow'`,
  `CREATE INDEX log_payloads_agent ON log_payloads (org, agent_id, seq) WHERE agent_id IS NOT NULL`,
  `CREATE INDEX log_payloads_trace ON log_payloads (org, trace_id, seq) WHERE trace_id IS NOT NULL`,
  `CREATE INDEX log_payloads_session ON log_payloads (org, session_id, seq) WHERE session_id IS NOT NULL`,
  `CREATE INDEX log_payloads_user ON log_payloads (org, user_id, seq) WHERE user_id IS NOT NULL`,
];

function fullText(engine: Engine): string[] {
  return engine === 'sqlite'
    ? [
        `CREATE VIRTUAL TABLE log_text USING fts5 (
          document, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2")`,
        // Small commits leave small segments: merging eight at a time costs a quarter less than the four of the default.
        `INSERT INTO log_text (log_text, rank) VALUES ('automerge', 8)`,
      ]
    : [
        `CREATE TABLE log_text (
          org BIGINT NOT NULL, seq BIGINT NOT NULL, part INTEGER NOT NULL, document TSVECTOR NOT NULL,
          PRIMARY KEY (org, seq, part))`,
        `CREATE TABLE log_indexing (org BIGINT PRIMARY KEY REFERENCES organizations (number), indexed BIGINT NOT NULL)`,
        `CREATE INDEX log_text_document ON log_text USING gin (document)`,
      ];
}
