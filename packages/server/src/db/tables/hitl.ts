import type { HitlChangeKind, HitlOutcome, HitlStatus, HitlTimeoutAction, Role } from 'agentaudit-schemas';

/** The tables of approvals, and of the people who are asked to join. */
export interface HitlTables {
  hitl_requests: HitlRequestsTable;
  hitl_votes: HitlVotesTable;
  hitl_events: HitlEventsTable;
  invitations: InvitationsTable;
}

/** A request for approval in its present state. */
export interface HitlRequestsTable {
  org: number;
  id: string;
  status: HitlStatus;
  decision: HitlOutcome | null;
  agent_id: string;
  agent_name: string;
  tool_name: string;
  tool_description: string | null;
  /** JSON, as sent: what was approved; until then, what is asked. */
  arguments: string;
  /** SHA-256 of their canonical form, in hex. */
  arguments_hash: string;
  /** What was asked, where a person edited it. */
  original_arguments: string | null;
  /** Of what was asked. */
  asked_hash: string;
  reason: string | null;
  metadata: string;
  trace_id: string;
  parent_span_id: string | null;
  log_id: string;
  /** A `HitlActor` as JSON. */
  requested_by: string;
  requested_at: number;
  expires_at: number;
  on_timeout: HitlTimeoutAction;
  /** Space-separated. */
  allowed_decisions: string;
  required_approvals: number;
  grant_ms: number;
  idempotency_key: string | null;
  decided_at: number | null;
  /** A `HitlActor` as JSON. */
  decided_by: string | null;
  /** Its id, to filter and count by. */
  decider_id: string | null;
  operator_input: string | null;
  edited: number;
  grant_expires_at: number | null;
  consumed_at: number | null;
  /** The credential that consumed it. */
  consumer_id: string | null;
  attempt_id: string | null;
  cancelled_at: number | null;
}

/** One person's word on a request. */
export interface HitlVotesTable {
  org: number;
  request_id: string;
  /** The user; of a key, the user who made it. */
  person: string;
  decision: Exclude<HitlOutcome, 'timeout'>;
  /** A `HitlActor` as JSON. */
  decided_by: string;
  decided_at: number;
  operator_input: string | null;
  arguments_hash: string;
  /** JSON, where they were edited. */
  edited_arguments: string | null;
}

/** Every change of every request, in the order of commits: what the live stream reads. */
interface HitlEventsTable {
  org: number;
  /** From 1, without a gap. */
  position: number;
  request_id: string;
  change: HitlChangeKind;
  at: number;
  log_id: string;
}

/** Somebody who was asked to join and did not yet. */
export interface InvitationsTable {
  /** The id that the user will have. */
  id: string;
  org: number;
  /** Lower case. */
  email: string;
  role: Role;
  token_hash: Uint8Array;
  created_at: number;
  expires_at: number;
}
