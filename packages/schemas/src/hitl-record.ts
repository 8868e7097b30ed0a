import { Type } from 'typebox';

import {
  type HitlDecision,
  hitlDecisions,
  type HitlOutcome,
  hitlOutcomes,
  type HitlStatus,
  hitlStatuses,
  type HitlTimeoutAction,
  hitlTimeoutActions,
} from './hitl.ts';
import { ref } from './ref.ts';
import { InstantSchema } from './time.ts';

/** Who asked or decided: taken from the credential, never from a body. */
export interface HitlActor {
  type: 'user' | 'api_key';
  id: string;
  /** A key's name; a person's e-mail. */
  name: string;
}

/** One person's word on a request. */
export interface HitlVote {
  decision: HitlDecision;
  decided_by: HitlActor;
  decided_at: string;
  operator_input: string | null;
  /** Of the arguments that this person approved. */
  arguments_hash: string;
  /** Where they were edited. */
  edited_arguments?: Record<string, unknown>;
}

/** A request for approval and all that became of it: the audit log shows it once it is decided. */
export interface HitlRecord {
  request_id: string;
  status: HitlStatus;
  /** `null` while nobody decided, and when it was cancelled. */
  decision: HitlOutcome | null;
  /** What the agent is to do: a timeout is `rejected` or `skipped`, as the request asked for. */
  outcome: HitlDecision | null;
  /** When it was decided; until then, when it was asked. */
  timestamp: string;
  agent: { id: string; name: string };
  tool: {
    name: string;
    /** What was approved; until then, what is asked. */
    arguments: Record<string, unknown>;
    description: string | null;
    /** What was asked, where a person edited it. */
    original_arguments?: Record<string, unknown>;
  };
  metadata: Record<string, unknown>;
  reason: string | null;
  trace_id: string;
  parent_span_id: string | null;
  /** The audit log of the request. */
  log_id: string;
  requested_at: string;
  requested_by: HitlActor;
  expires_at: string;
  on_timeout: HitlTimeoutAction;
  allowed_decisions: HitlDecision[];
  required_approvals: number;
  /** Each person's word so far. */
  votes: HitlVote[];
  decided_at: string | null;
  /** Who gave the word that decided; `null` for a timeout. */
  decided_by: HitlActor | null;
  operator_input: string | null;
  edited: boolean;
  /** SHA-256, in hex, of the RFC 8785 form of `tool.arguments`. */
  arguments_hash: string;
  /** From the request to the decision. */
  wait_ms: number | null;
  /** Until when the approval can be consumed. */
  grant_expires_at: string | null;
  consumed_at: string | null;
  cancelled_at: string | null;
}

/** The answer that holds one record. */
export interface HitlAnswer {
  success: true;
  message: string;
  data: HitlRecord;
}

export interface HitlPage {
  success: true;
  message: string;
  data: HitlRecord[];
  total: number;
  page: number;
  limit: number;
  has_next: boolean;
  has_prev: boolean;
}

const Nullable = <Schema extends ReturnType<typeof Type.String | typeof Type.Integer>>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
const InstantOrNull = Type.Union([InstantSchema, Type.Null()]);
const Json = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true });
const Decisions = Type.Enum([...hitlDecisions]);

export const HitlActorSchema = Type.Object(
  { type: Type.Enum(['user', 'api_key']), id: Type.String(), name: Type.String() },
  { $id: 'HitlActor' },
);

export const HitlVoteSchema = Type.Object(
  {
    decision: Decisions,
    decided_by: ref<HitlActor>(HitlActorSchema),
    decided_at: InstantSchema,
    operator_input: Nullable(Type.String()),
    arguments_hash: Type.String(),
    edited_arguments: Type.Optional(Json),
  },
  { $id: 'HitlVote' },
);

export const HitlRecordSchema = Type.Object(
  {
    request_id: Type.String({ examples: ['hitl-req-0199b0c2-7f3a-7c11-9d52-3f0a6b1c2d4e'] }),
    status: Type.Enum([...hitlStatuses]),
    decision: Type.Union([Type.Enum([...hitlOutcomes]), Type.Null()]),
    outcome: Type.Union([Decisions, Type.Null()]),
    timestamp: InstantSchema,
    agent: Type.Object({ id: Type.String(), name: Type.String() }),
    tool: Type.Object({
      name: Type.String(),
      arguments: Json,
      description: Nullable(Type.String()),
      original_arguments: Type.Optional(Json),
    }),
    metadata: Json,
    reason: Nullable(Type.String()),
    trace_id: Type.String(),
    parent_span_id: Nullable(Type.String()),
    log_id: Type.String(),
    requested_at: InstantSchema,
    requested_by: ref<HitlActor>(HitlActorSchema),
    expires_at: InstantSchema,
    on_timeout: Type.Enum([...hitlTimeoutActions]),
    allowed_decisions: Type.Array(Decisions),
    required_approvals: Type.Integer(),
    votes: Type.Array(ref<HitlVote>(HitlVoteSchema)),
    decided_at: InstantOrNull,
    decided_by: Type.Union([ref<HitlActor>(HitlActorSchema), Type.Null()]),
    operator_input: Nullable(Type.String()),
    edited: Type.Boolean(),
    arguments_hash: Type.String(),
    wait_ms: Nullable(Type.Integer()),
    grant_expires_at: InstantOrNull,
    consumed_at: InstantOrNull,
    cancelled_at: InstantOrNull,
  },
  { $id: 'HitlRecord' },
);

export const HitlAnswerSchema = Type.Object(
  { success: Type.Literal(true), message: Type.String(), data: ref<HitlRecord>(HitlRecordSchema) },
  { $id: 'HitlAnswer' },
);

export const HitlPageSchema = Type.Object(
  {
    success: Type.Literal(true),
    message: Type.String({ examples: ['Successfully retrieved 20 of 342 HITL audit records'] }),
    data: Type.Array(ref<HitlRecord>(HitlRecordSchema)),
    total: Type.Integer(),
    page: Type.Integer(),
    limit: Type.Integer(),
    has_next: Type.Boolean(),
    has_prev: Type.Boolean(),
  },
  { $id: 'HitlPage' },
);
