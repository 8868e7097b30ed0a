import { Type } from 'typebox';

import { type RuleInput, RuleInputSchema } from './compliance-rule.ts';
import { limits } from './limits.ts';
import { type PolicyMode, policyModes } from './policy.ts';
import { ref } from './ref.ts';
import { InstantSchema } from './time.ts';
import { type EnforcementAction, enforcementActions, type Violation, ViolationSchema } from './violation.ts';

/**
 * What to run over the logs that are stored: a version of the policy, or a draft of it. What is not
 * given is as it now stands in the policy.
 */
export interface BacktestInput {
  /** An earlier version. Its mode and rules are then its own. */
  versionId?: string;
  mode?: PolicyMode;
  ruleIds?: string[];
  /** Rules that are yet to be made, beside those of `ruleIds`. At most 100. */
  rules?: RuleInput[];
  /** By `timestamp`, RFC 3339. Default: the last 30 days. */
  from?: string;
  to?: string;
  /** Default: the agents that the policy is attached to; when there are none, all. */
  agentId?: string;
}

export const backtestStatuses = ['pending', 'running', 'ready', 'failed'] as const;

export type BacktestStatus = (typeof backtestStatuses)[number];

export interface BacktestCounts {
  /** Logs with a finding. */
  hits: number;
  block: number;
  redact: number;
  flag: number;
  log: number;
}

/** One log that the two sides judge differently, or that would have been blocked. */
export interface BacktestExample {
  auditLogId: string;
  agentId: string | null;
  action: string;
  timestamp: string;
  enforcementAction: EnforcementAction;
  /** What was found by the side that found it. At most 10. */
  violations: Violation[];
}

export interface BacktestResult {
  logs: number;
  /** The policy as it stands, and what was tried, over the same stored texts. */
  current: BacktestCounts;
  candidate: BacktestCounts;
  /** Logs that only the candidate hits, and logs that only the current policy does. */
  newHits: number;
  lostHits: number;
  /** Logs with status `ok`, checks aside, that the candidate would have blocked. */
  blockedThatSucceeded: number;
  byRule: { ruleId: string; ruleName: string; newHits: number; lostHits: number }[];
  /** At most 20 of each. */
  examples: {
    newHits: BacktestExample[];
    lostHits: BacktestExample[];
    blockedThatSucceeded: BacktestExample[];
  };
}

export interface Backtest {
  id: string;
  policyId: string;
  status: BacktestStatus;
  /** 0 to 1. */
  progress: number;
  createdAt: string;
  /** When `ready`. */
  result: BacktestResult | null;
  /** When `failed`. */
  error: string | null;
}

const Identifier = Type.String({ minLength: 1, maxLength: limits.identifierLength });

export const BacktestInputSchema = Type.Object(
  {
    versionId: Type.Optional(Identifier),
    mode: Type.Optional(Type.Enum([...policyModes])),
    ruleIds: Type.Optional(Type.Array(Identifier, { maxItems: limits.policyRules, uniqueItems: true })),
    rules: Type.Optional(Type.Array(ref<RuleInput>(RuleInputSchema), { maxItems: 100 })),
    from: Type.Optional(InstantSchema),
    to: Type.Optional(InstantSchema),
    agentId: Type.Optional(Identifier),
  },
  { $id: 'BacktestInput', additionalProperties: false },
);

const Count = Type.Integer({ minimum: 0 });
const Counts = Type.Object({ hits: Count, block: Count, redact: Count, flag: Count, log: Count });
const Examples = Type.Array(
  Type.Object({
    auditLogId: Type.String(),
    agentId: Type.Union([Type.String(), Type.Null()]),
    action: Type.String(),
    timestamp: InstantSchema,
    enforcementAction: Type.Enum([...enforcementActions]),
    violations: Type.Array(ref<Violation>(ViolationSchema)),
  }),
);
const ResultSchema = Type.Object({
  logs: Count,
  current: Counts,
  candidate: Counts,
  newHits: Count,
  lostHits: Count,
  blockedThatSucceeded: Count,
  byRule: Type.Array(Type.Object({ ruleId: Type.String(), ruleName: Type.String(), newHits: Count, lostHits: Count })),
  examples: Type.Object({ newHits: Examples, lostHits: Examples, blockedThatSucceeded: Examples }),
});

export const BacktestSchema = Type.Object(
  {
    id: Type.String(),
    policyId: Type.String(),
    status: Type.Enum([...backtestStatuses]),
    progress: Type.Number({ minimum: 0, maximum: 1 }),
    createdAt: InstantSchema,
    result: Type.Union([ResultSchema, Type.Null()]),
    error: Type.Union([Type.String(), Type.Null()]),
  },
  { $id: 'Backtest', additionalProperties: false },
);
