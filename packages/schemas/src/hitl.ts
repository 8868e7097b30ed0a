import { Type } from 'typebox';

import { limits } from './limits.ts';

/** What a person may decide. */
export const hitlDecisions = ['approved', 'rejected', 'skipped'] as const;
/** What the audit log says became of a request: a decision, or that none came in time. */
export const hitlOutcomes = [...hitlDecisions, 'timeout'] as const;
export const hitlStatuses = ['pending', ...hitlOutcomes, 'cancelled', 'consumed'] as const;
export const hitlTimeoutActions = ['reject', 'skip'] as const;

export type HitlDecision = (typeof hitlDecisions)[number];
export type HitlOutcome = (typeof hitlOutcomes)[number];
export type HitlStatus = (typeof hitlStatuses)[number];
export type HitlTimeoutAction = (typeof hitlTimeoutActions)[number];

const MiB = 1024 * 1024;

/** What one request for approval may hold. */
export const hitlLimits = {
  /** UTF-8 bytes of `arguments` as JSON text. */
  argumentsBytes: MiB,
  /** Levels that `arguments` may nest, itself the first. */
  argumentsDepth: 64,
  /** Characters of `reason`, `tool.description` and `operator_input`. */
  textLength: 10_000,
  timeoutMinSeconds: 1,
  timeoutMaxSeconds: 30 * 24 * 3600,
  timeoutDefaultSeconds: 3600,
  /** How long an approval can be consumed. */
  grantDefaultSeconds: 15 * 60,
  maxApprovals: 20,
  /** Seconds that `?wait=` may hold an answer. */
  waitMaxSeconds: 300,
  pageMax: 100,
  pageDefault: 50,
} as const;

/** What an agent wants to run. */
export interface HitlToolInput {
  name: string;
  /** A JSON object, up to 1 MiB and 64 levels. Numbers that JSON readers would round, and repeated keys, are refused. */
  arguments: Record<string, unknown>;
  description?: string;
}

/** A request for approval, as an agent sends it. */
export interface HitlRequestInput {
  agent_id: string;
  /** Default: the agent's id. */
  agent_name?: string;
  tool: HitlToolInput;
  /** Why the agent wants this. */
  reason?: string;
  /** Default: the request's own id. */
  trace_id?: string;
  /** The log above the request in its trace. */
  parent_span_id?: string;
  /** 1 to 2,592,000. Default 3600. */
  timeout_seconds?: number;
  /** What the agent is told when nobody decides in time. Never an approval. Default `reject`. */
  on_timeout?: HitlTimeoutAction;
  /** Default: all three. */
  allowed_decisions?: HitlDecision[];
  /** Distinct people who must approve the same arguments. 1 to 20, default 1. One refusal refuses. */
  required_approvals?: number;
  /** How long the approval can be consumed. 1 to 2,592,000, default 900. */
  grant_seconds?: number;
  /** Any JSON object, up to 256 KiB. */
  metadata?: Record<string, unknown>;
  /** Within organization, agent and tool: a repeated request answers the first one. */
  idempotency_key?: string;
}

export interface HitlDecisionInput {
  request_id: string;
  decision: HitlDecision;
  /** What the person has to say about it. */
  operator_input?: string;
  /** With `approved`: what may run in place of what was asked. */
  edited_arguments?: Record<string, unknown>;
}

export interface HitlConsumeInput {
  /** What is about to run. */
  arguments: Record<string, unknown>;
  /** A random text made for this one execution: the same one again gets the same answer. */
  attempt_id?: string;
}

const Identifier = (description: string) =>
  Type.String({ minLength: 1, maxLength: limits.identifierLength, description });
const Text = (description: string) => Type.String({ maxLength: hitlLimits.textLength, description });
const Json = (description: string) =>
  Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true, description });
const Seconds = (description: string) =>
  Type.Number({ minimum: hitlLimits.timeoutMinSeconds, maximum: hitlLimits.timeoutMaxSeconds, description });
const closed = { additionalProperties: false };

export const HitlRequestInputSchema = Type.Object(
  {
    agent_id: Identifier('Stable identifier of the agent'),
    agent_name: Type.Optional(Identifier("For people. Default: the agent's id")),
    tool: Type.Object(
      {
        name: Identifier('The tool that wants to run'),
        arguments: Json('What it wants to run with, up to 1 MiB and 64 levels deep'),
        description: Type.Optional(Text('What the tool does')),
      },
      closed,
    ),
    reason: Type.Optional(Text('Why the agent wants this')),
    trace_id: Type.Optional(Identifier("The trace of the request. Default: the request's id")),
    parent_span_id: Type.Optional(Identifier('The log above the request in its trace')),
    timeout_seconds: Type.Optional(Seconds('Nobody decides for this long: timeout. Default 3600')),
    on_timeout: Type.Optional(
      Type.Enum([...hitlTimeoutActions], { description: 'What the agent is told then. Default reject' }),
    ),
    allowed_decisions: Type.Optional(
      Type.Array(Type.Enum([...hitlDecisions]), { minItems: 1, uniqueItems: true, description: 'Default: all three' }),
    ),
    required_approvals: Type.Optional(
      Type.Integer({ minimum: 1, maximum: hitlLimits.maxApprovals, description: 'Distinct people. Default 1' }),
    ),
    grant_seconds: Type.Optional(Seconds('How long an approval can be consumed. Default 900')),
    metadata: Type.Optional(Json('Any JSON, up to 256 KiB and 32 levels deep')),
    idempotency_key: Type.Optional(Identifier('A repeated request of the same agent and tool answers the first one')),
  },
  {
    $id: 'HitlRequestInput',
    ...closed,
    examples: [
      {
        agent_id: 'weekly-report-agent',
        agent_name: 'Weekly Report Generator',
        tool: { name: 'github_create_issue', arguments: { owner: 'myorg', repo: 'myrepo', title: 'Weekly Report' } },
        timeout_seconds: 600,
      },
    ],
  },
);

export const HitlDecisionInputSchema = Type.Object(
  {
    request_id: Type.String({ minLength: 1, maxLength: limits.identifierLength }),
    decision: Type.Enum([...hitlDecisions]),
    operator_input: Type.Optional(Text('What the person has to say about it')),
    edited_arguments: Type.Optional(Json('With `approved`: what may run in place of what was asked')),
  },
  {
    $id: 'HitlDecisionInput',
    ...closed,
    examples: [{ request_id: 'hitl-req-0199b0c2-7f3a-7c11-9d52-3f0a6b1c2d4e', decision: 'approved' }],
  },
);

export const HitlConsumeInputSchema = Type.Object(
  {
    arguments: Json('What is about to run: it must equal what was approved'),
    attempt_id: Type.Optional(Identifier('The same one again gets the same answer, so a lost answer costs nothing')),
  },
  { $id: 'HitlConsumeInput', ...closed },
);
