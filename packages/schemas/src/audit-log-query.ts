import { Type } from 'typebox';

import { type LogStatus, logStatuses } from './audit-log-input.ts';
import { type AuditLog, AuditLogSchema } from './audit-log.ts';
import { limits } from './limits.ts';
import { type PageQuery, pageOf, pageQueryProperties } from './paging.ts';
import { ref } from './ref.ts';
import { InstantSchema } from './time.ts';
import { type EnforcementAction, enforcementActions } from './violation.ts';

/** Which logs: every filter given must hold. */
export interface AuditLogFilter {
  agentId?: string;
  action?: string;
  traceId?: string;
  sessionId?: string;
  userId?: string;
  status?: LogStatus;
  enforcementAction?: EnforcementAction;
  /** Earliest and latest `timestamp`, both inclusive, RFC 3339. */
  from?: string;
  to?: string;
  /** Words that must all occur in prompt, response or metadata; "in quotes" for a phrase. */
  q?: string;
}

export interface AuditLogQuery extends AuditLogFilter, PageQuery {
  /** By commit sequence. Default `desc`, newest first. */
  order?: 'asc' | 'desc';
  /** Count every match into `total`. Default false: counting costs a scan. */
  count?: boolean;
  /** Default true. False leaves prompt, response and metadata out. */
  payload?: boolean;
}

export const exportFormats = ['csv', 'json', 'ndjson'] as const;

export type ExportFormat = (typeof exportFormats)[number];

export interface AuditLogExportQuery extends AuditLogFilter {
  /** Default `json`. */
  format?: ExportFormat;
  order?: 'asc' | 'desc';
}

/** What a trace amounts to, over all its logs. */
export interface TraceSummary {
  logs: number;
  startedAt: string;
  /** The latest end: `timestamp` plus `durationMs` where it is known. */
  endedAt: string;
  durationMs: number;
  /** Logs without a parent, and logs whose parent is not in the trace. */
  roots: number;
  orphans: number;
  errors: number;
  blocked: number;
  violations: number;
  agentIds: string[];
  actions: Record<string, number>;
}

export interface Trace {
  traceId: string;
  /** By `timestamp`, then by commit. */
  data: AuditLog[];
  summary: TraceSummary;
}

/** Why a walk up the parents ended. */
export const chainEnds = ['root', 'missing_parent', 'cycle', 'length_limit'] as const;

export type ChainEnd = (typeof chainEnds)[number];

export interface Chain {
  /** The log, its parent, and so on up. */
  data: AuditLog[];
  end: ChainEnd;
  /** The id the walk stopped before: the parent that is missing, or that was met already. */
  endParentSpanId: string | null;
}

const Filter = Type.Optional(Type.String({ minLength: 1, maxLength: limits.identifierLength }));

const filterProperties = {
  agentId: Filter,
  action: Type.Optional(Type.String({ minLength: 1, maxLength: limits.actionLength })),
  traceId: Filter,
  sessionId: Filter,
  userId: Filter,
  status: Type.Optional(Type.Enum([...logStatuses])),
  enforcementAction: Type.Optional(Type.Enum([...enforcementActions])),
  from: Type.Optional(InstantSchema),
  to: Type.Optional(InstantSchema),
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1000,
      description: 'Full text over prompt, response and metadata: all words, "quotes" for a phrase',
    }),
  ),
};

const order = Type.Optional(Type.Enum(['asc', 'desc'], { description: 'By commit sequence', default: 'desc' }));
const payload = Type.Optional(
  Type.Boolean({ description: 'false leaves prompt, response and metadata out', default: true }),
);

export const AuditLogQuerySchema = Type.Object(
  { ...pageQueryProperties, ...filterProperties, order, count: Type.Optional(Type.Boolean()), payload },
  { additionalProperties: false },
);

export const AuditLogExportQuerySchema = Type.Object(
  { ...filterProperties, format: Type.Optional(Type.Enum([...exportFormats], { default: 'json' })), order },
  { additionalProperties: false },
);

export const TraceQuerySchema = Type.Object({ payload }, { additionalProperties: false });

export const AuditLogPageSchema = pageOf(ref<AuditLog>(AuditLogSchema), 'AuditLogPage');

export const TraceSchema = Type.Object(
  {
    traceId: Type.String(),
    data: Type.Array(ref<AuditLog>(AuditLogSchema)),
    summary: Type.Object({
      logs: Type.Integer(),
      startedAt: InstantSchema,
      endedAt: InstantSchema,
      durationMs: Type.Number(),
      roots: Type.Integer(),
      orphans: Type.Integer(),
      errors: Type.Integer(),
      blocked: Type.Integer(),
      violations: Type.Integer(),
      agentIds: Type.Array(Type.String()),
      actions: Type.Unsafe<Record<string, number>>({ type: 'object', additionalProperties: { type: 'integer' } }),
    }),
  },
  { $id: 'Trace' },
);

export const ChainSchema = Type.Object(
  {
    data: Type.Array(ref<AuditLog>(AuditLogSchema)),
    end: Type.Enum([...chainEnds]),
    endParentSpanId: Type.Union([Type.String(), Type.Null()]),
  },
  { $id: 'Chain' },
);
