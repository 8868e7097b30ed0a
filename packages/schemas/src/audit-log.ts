import { Type } from 'typebox';

import { type LogSource, type LogStatus, logStatuses } from './audit-log-input.ts';
import { ref } from './ref.ts';
import { InstantSchema } from './time.ts';
import { type EnforcementAction, EnforcementActionSchema, type Violation, ViolationSchema } from './violation.ts';

/** One event of an agent, as it is stored and proved. */
export interface AuditLog {
  id: string;
  /** Its place in the organization's log, from 0, in the order of commits, without a gap. */
  sequence: number;
  action: string;
  /** `prompt`, `response` and `metadata` are absent where `payload=false` asked for that. */
  prompt?: string | null;
  response?: string | null;
  metadata?: Record<string, unknown> | null;
  agentId: string | null;
  traceId: string | null;
  parentSpanId: string | null;
  sessionId: string | null;
  userId: string | null;
  /** When it began, UTC. */
  timestamp: string;
  /** When the server stored it, UTC. */
  createdAt: string;
  durationMs: number | null;
  status: LogStatus;
  source: LogSource | null;
  enforcementAction: EnforcementAction;
  violations: Violation[];
}

const NullableString = Type.Union([Type.String(), Type.Null()]);

export const AuditLogSchema = Type.Object(
  {
    id: Type.String(),
    sequence: Type.Integer({ minimum: 0 }),
    action: Type.String(),
    prompt: Type.Optional(NullableString),
    response: Type.Optional(NullableString),
    metadata: Type.Optional(
      Type.Union([Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }), Type.Null()]),
    ),
    agentId: NullableString,
    traceId: NullableString,
    parentSpanId: NullableString,
    sessionId: NullableString,
    userId: NullableString,
    timestamp: InstantSchema,
    createdAt: InstantSchema,
    durationMs: Type.Union([Type.Number(), Type.Null()]),
    status: Type.Enum([...logStatuses]),
    source: Type.Union([Type.Object({ instanceId: Type.String(), seq: Type.Integer() }), Type.Null()]),
    enforcementAction: EnforcementActionSchema,
    violations: Type.Array(ref<Violation>(ViolationSchema)),
  },
  { $id: 'AuditLog', additionalProperties: false },
);
