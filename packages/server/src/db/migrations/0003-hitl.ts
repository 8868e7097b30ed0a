import { type Kysely, sql } from 'kysely';

import type { Engine } from '../database.ts';

/** Requests for approval with all that becomes of them, and invitations of members. */
export function hitl(engine: Engine) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of [...tables(engine), ...indexes]) await sql.raw(statement).execute(db);
    },
  };
}

function tables(engine: Engine): string[] {
  const bytes = engine === 'sqlite' ? 'BLOB' : 'BYTEA';
  const clustered = engine === 'sqlite' ? 'WITHOUT ROWID' : '';
  return [
    `CREATE TABLE hitl_requests (
      org BIGINT NOT NULL, id TEXT NOT NULL, status TEXT NOT NULL, decision TEXT, agent_id TEXT NOT NULL,
      agent_name TEXT NOT NULL, tool_name TEXT NOT NULL, tool_description TEXT, arguments TEXT NOT NULL,
      arguments_hash TEXT NOT NULL, original_arguments TEXT, asked_hash TEXT NOT NULL, reason TEXT,
      metadata TEXT NOT NULL, trace_id TEXT NOT NULL, parent_span_id TEXT, log_id TEXT NOT NULL,
      requested_by TEXT NOT NULL, requested_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, on_timeout TEXT NOT NULL,
      allowed_decisions TEXT NOT NULL, required_approvals INTEGER NOT NULL, grant_ms BIGINT NOT NULL,
      idempotency_key TEXT, decided_at BIGINT, decided_by TEXT, decider_id TEXT, operator_input TEXT,
      edited INTEGER NOT NULL, grant_expires_at BIGINT, consumed_at BIGINT, consumer_id TEXT, attempt_id TEXT,
      cancelled_at BIGINT, PRIMARY KEY (org, id))`,
    `CREATE TABLE hitl_votes (
      org BIGINT NOT NULL, request_id TEXT NOT NULL, person TEXT NOT NULL, decision TEXT NOT NULL,
      decided_by TEXT NOT NULL, decided_at BIGINT NOT NULL, operator_input TEXT, arguments_hash TEXT NOT NULL,
      edited_arguments TEXT, PRIMARY KEY (org, request_id, person))`,
    `CREATE TABLE hitl_events (
      org BIGINT NOT NULL, position BIGINT NOT NULL, request_id TEXT NOT NULL, change TEXT NOT NULL,
      at BIGINT NOT NULL, log_id TEXT NOT NULL, PRIMARY KEY (org, position)) ${clustered}`,
    `CREATE TABLE invitations (
      id TEXT PRIMARY KEY, org BIGINT NOT NULL REFERENCES organizations (number), email TEXT NOT NULL,
      role TEXT NOT NULL, token_hash ${bytes} NOT NULL UNIQUE, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
      UNIQUE (org, email))`,
  ];
}

const indexes = [
  `CREATE UNIQUE INDEX hitl_requests_idempotency ON hitl_requests (org, agent_id, tool_name, idempotency_key)
    WHERE idempotency_key IS NOT NULL`,
  `CREATE INDEX hitl_requests_due ON hitl_requests (expires_at) WHERE status = 'pending'`,
  `CREATE INDEX hitl_requests_pending ON hitl_requests (org, requested_at, id) WHERE status = 'pending'`,
  `CREATE INDEX hitl_requests_decided ON hitl_requests (org, decided_at, id) WHERE decision IS NOT NULL`,
  `CREATE INDEX hitl_requests_agent ON hitl_requests (org, agent_id, decided_at, id) WHERE decision IS NOT NULL`,
  `CREATE INDEX hitl_requests_trace ON hitl_requests (org, trace_id)`,
];
