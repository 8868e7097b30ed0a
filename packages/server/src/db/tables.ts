import type { Generated } from 'kysely';
import type { EnforcementAction, LogStatus, Plan, Role } from 'agentaudit-schemas';

import type { HitlTables } from './tables/hitl.ts';
import type { JobTables } from './tables/jobs.ts';
import type { RuleTables } from './tables/rules.ts';

/**
 * Both engines hold the same columns: times as milliseconds since 1970, truth as 0 and 1, JSON as
 * text. `org` is the organization's number and stands first in every key of what belongs to it.
 */
export interface Tables extends HitlTables, JobTables, RuleTables {
  organizations: OrganizationsTable;
  users: UsersTable;
  refresh_tokens: RefreshTokensTable;
  api_keys: ApiKeysTable;
  secrets: SecretsTable;
  log_heads: LogHeadsTable;
  log_envelopes: LogEnvelopesTable;
  log_payloads: LogPayloadsTable;
  log_text: LogTextTable;
  log_indexing: LogIndexingTable;
  usage_months: UsageMonthsTable;
}

export interface OrganizationsTable {
  number: Generated<number>;
  id: string;
  name: string;
  email: string;
  plan: Plan;
  created_at: number;
}

export interface UsersTable {
  id: string;
  org: number;
  /** Lower case: case does not matter in e-mails. */
  email: string;
  password_hash: string;
  role: Role;
  notifications: string;
  created_at: number;
  /** Access tokens of an earlier one are over. */
  session_epoch: Generated<number>;
}

/** A browser's session: each use of a token replaces it by the next of its family. */
export interface RefreshTokensTable {
  hash: Uint8Array;
  family: string;
  user_id: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export interface ApiKeysTable {
  id: string;
  org: number;
  name: string;
  prefix: string;
  hash: Uint8Array;
  /** Space-separated. */
  scopes: string;
  created_at: number;
  created_by: string;
  expires_at: number | null;
  last_used_at: number | null;
}

/** What servers over one database must share: the JWT secret, the key of request hashes. */
export interface SecretsTable {
  name: string;
  value: string;
}

/** One row an organization: the state of its Merkle log. Locked by whoever appends. */
export interface LogHeadsTable {
  org: number;
  size: number;
  /** The compact range: the roots of the complete subtrees. */
  tree: Uint8Array;
  last_created_at: number;
  /** Grows with every change of what judges; 0 until there is any. */
  rules_revision: Generated<number>;
}

/** PostgreSQL alone: how far each organization's full text is indexed. Apart from the head, which appending locks. */
export interface LogIndexingTable {
  org: number;
  indexed: number;
}

/** The leaf of the log: never changed, never deleted, and naming nobody. */
export interface LogEnvelopesTable {
  org: number;
  seq: number;
  id: string;
  action: string;
  timestamp: number;
  created_at: number;
  duration_ms: number | null;
  status: LogStatus;
  enforcement_action: EnforcementAction;
  source_instance: string | null;
  source_seq: number | null;
  /** SHA-256 over salt and canonical payload. */
  commitment: Uint8Array;
  leaf_hash: Uint8Array;
  /** Keyed hash of the entry as it was sent: tells a retry from a conflict. */
  request_hash: Uint8Array;
}

/** All that can name a person. Deleting the row erases it; the envelope's proofs stay valid. */
export interface LogPayloadsTable {
  org: number;
  seq: number;
  agent_id: string | null;
  trace_id: string | null;
  parent_span_id: string | null;
  session_id: string | null;
  user_id: string | null;
  prompt: string | null;
  response: string | null;
  metadata: string | null;
  /** A JSON array, or null when nothing was found. */
  violations: string | null;
  salt: Uint8Array;
  /** Of prompt, response and metadata: what a page is measured by before it is read. */
  bytes: number;
}

/** Full text. SQLite: FTS5, its rowid made of org and seq. PostgreSQL: word vectors, one or more a log. */
export interface LogTextTable {
  org: number;
  seq: number;
  part: number;
  document: string;
}

export interface UsageMonthsTable {
  org: number;
  /** `2026-01`, UTC. */
  month: string;
  events: number;
}
