import { Type } from 'typebox';

import { limits } from './limits.ts';
import { InstantSchema } from './time.ts';
import { severities, type Severity } from './violation.ts';

export interface AnalyticsQuery {
  /** By the logs' `timestamp`, RFC 3339, counted by whole hours. Default: from the first to the last. */
  from?: string;
  to?: string;
  agentId?: string;
}

/** How many logs were judged, what became of them, and how much was found in them. */
export interface VerdictCounts {
  /** Logs that rules looked at. */
  evaluated: number;
  /** Findings, of which one log may have many. Those of shadow policies are apart. */
  violations: number;
  /** Logs whose verdict was this. */
  block: number;
  redact: number;
  flag: number;
  log: number;
  /** Findings that a shadow policy recorded without effect. */
  shadow: number;
}

export interface RuleCounts extends VerdictCounts {
  ruleId: string;
  /** `null` when the rule is gone. */
  ruleName: string | null;
  /** Logs in which it found something. */
  hits: number;
  /** Mean time to judge one log by this rule, from a sample; `null` when none was taken. */
  averageMicroseconds: number | null;
}

export interface AgentCounts extends VerdictCounts {
  agentId: string | null;
}

export interface DayCounts extends VerdictCounts {
  /** `2026-01-15`, UTC. */
  day: string;
}

export interface PolicyAnalytics {
  /** The hours that were counted: what was asked for, widened to whole hours. `null`: without a bound. */
  from: string | null;
  to: string | null;
  totals: VerdictCounts;
  /** Most findings first. */
  byRule: RuleCounts[];
  byAgent: AgentCounts[];
  /** By day, earliest first; days without a log are left out. */
  byDay: DayCounts[];
  /** Findings. */
  bySeverity: Record<Severity, number>;
}

export const AnalyticsQuerySchema = Type.Object(
  {
    from: Type.Optional(InstantSchema),
    to: Type.Optional(InstantSchema),
    agentId: Type.Optional(Type.String({ minLength: 1, maxLength: limits.identifierLength })),
  },
  { additionalProperties: false },
);

const Count = Type.Integer({ minimum: 0 });
const counts = {
  evaluated: Count,
  violations: Count,
  block: Count,
  redact: Count,
  flag: Count,
  log: Count,
  shadow: Count,
};
const Bound = Type.Union([InstantSchema, Type.Null()]);
const NullableString = Type.Union([Type.String(), Type.Null()]);

export const PolicyAnalyticsSchema = Type.Object(
  {
    from: Bound,
    to: Bound,
    totals: Type.Object(counts),
    byRule: Type.Array(
      Type.Object({
        ruleId: Type.String(),
        ruleName: NullableString,
        hits: Count,
        averageMicroseconds: Type.Union([Type.Number(), Type.Null()]),
        ...counts,
      }),
    ),
    byAgent: Type.Array(Type.Object({ agentId: NullableString, ...counts })),
    byDay: Type.Array(Type.Object({ day: Type.String({ examples: ['2026-01-15'] }), ...counts })),
    bySeverity: Type.Object(Object.fromEntries(severities.map((severity) => [severity, Count]))),
  },
  { $id: 'PolicyAnalytics', additionalProperties: false },
);
