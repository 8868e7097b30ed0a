import { Type } from 'typebox';

import { hitlLimits, type HitlOutcome, hitlOutcomes } from './hitl.ts';
import { limits } from './limits.ts';
import { InstantSchema } from './time.ts';

/** Which records of the audit log are asked for. */
export interface HitlAuditFilter {
  decision_type?: HitlOutcome;
  agent_id?: string;
  tool_name?: string;
  /** The id of the person or key that decided. */
  decided_by?: string;
  trace_id?: string;
  /** Of the decision, RFC 3339, inclusive. */
  start_date?: string;
  end_date?: string;
}

export interface HitlPageQuery {
  /** From 1. Default 1. */
  page?: number;
  /** 1 to 100. Default 50. */
  limit?: number;
  /** By time. Default `desc`; of what is pending `asc`. */
  sort_order?: 'asc' | 'desc';
}

export interface HitlAuditQuery extends HitlAuditFilter, HitlPageQuery {}

export interface HitlPendingQuery extends HitlPageQuery {
  agent_id?: string;
  tool_name?: string;
  trace_id?: string;
}

const Identifier = Type.Optional(Type.String({ minLength: 1, maxLength: limits.identifierLength }));
const pageProperties = {
  page: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: hitlLimits.pageMax, default: hitlLimits.pageDefault })),
  sort_order: Type.Optional(Type.Enum(['asc', 'desc'])),
};
const filterProperties = {
  decision_type: Type.Optional(Type.Enum([...hitlOutcomes])),
  agent_id: Identifier,
  tool_name: Identifier,
  decided_by: Identifier,
  trace_id: Identifier,
  start_date: Type.Optional(InstantSchema),
  end_date: Type.Optional(InstantSchema),
};
const closed = { additionalProperties: false };

export const HitlAuditQuerySchema = Type.Object({ ...pageProperties, ...filterProperties }, closed);

export const HitlStatsQuerySchema = Type.Object(filterProperties, closed);

export const HitlPendingQuerySchema = Type.Object(
  { ...pageProperties, agent_id: Identifier, tool_name: Identifier, trace_id: Identifier },
  closed,
);

export const HitlWaitQuerySchema = Type.Object(
  {
    wait: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: hitlLimits.waitMaxSeconds,
        description: 'Holds the answer until the request is decided, or for this many seconds',
      }),
    ),
  },
  closed,
);
