import { Type } from 'typebox';

import { LogIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { ref } from './ref.ts';
import { InstantSchema } from './time.ts';

export const logStatuses = ['ok', 'error', 'blocked'] as const;

export type LogStatus = (typeof logStatuses)[number];

/** The sender's own count, so that what never arrived can be shown later. */
export interface LogSource {
  /** One running client. */
  instanceId: string;
  /** That client's number for the entry, rising by one. */
  seq: number;
}

/** One event of an agent, as it is sent. */
export interface AuditLogInput {
  /** What happened, such as `llm_call`, `tool_use` or `guardrail_block`. 1 to 200 characters. */
  action: string;
  /** What went into the model or tool. Up to 1 MiB. */
  prompt?: string;
  /** What came out. Up to 1 MiB. */
  response?: string;
  /** A stable name for the agent; it need not be registered. */
  agentId?: string;
  /** Shared by all events of one run. */
  traceId?: string;
  /** The `id` of the log above this one, known yet or not. */
  parentSpanId?: string;
  /** Any JSON object: model, tokens, latency. Up to 256 KiB and 32 levels. */
  metadata?: Record<string, unknown>;
  /** A `log_` TypeID made by the sender, which makes a retry harmless. Made by the server when absent. */
  id?: string;
  /** When it began, RFC 3339. Default: when it arrived. */
  timestamp?: string;
  /** How long it took. */
  durationMs?: number;
  /** Default `ok`. */
  status?: LogStatus;
  sessionId?: string;
  userId?: string;
  source?: LogSource;
}

/** One entry of a batch: a log that may name another entry of the same batch as its parent. */
export interface BatchEntry extends AuditLogInput {
  /** A label for this entry, known inside the batch only. */
  ref?: string;
  /** The `ref` of the entry above this one, in place of `parentSpanId`. */
  parentRef?: string;
}

const Identifier = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: limits.identifierLength, description }));

const entryProperties = {
  action: Type.String({
    minLength: 1,
    maxLength: limits.actionLength,
    description: 'Event type',
    examples: ['llm_call', 'tool_use', 'guardrail_block'],
  }),
  prompt: Type.Optional(Type.String({ description: 'Input sent to the model or tool, up to 1 MiB' })),
  response: Type.Optional(Type.String({ description: 'Output from the model or tool, up to 1 MiB' })),
  agentId: Identifier('Stable identifier for the agent'),
  traceId: Identifier('Groups related events into a single trace'),
  parentSpanId: Identifier('ID of a parent log entry, for nested spans'),
  metadata: Type.Optional(
    Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      additionalProperties: true,
      description: 'Any JSON, up to 256 KiB and 32 levels deep',
    }),
  ),
  id: Type.Optional(LogIdSchema),
  timestamp: Type.Optional(InstantSchema),
  durationMs: Type.Optional(Type.Number({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  status: Type.Optional(Type.Enum([...logStatuses])),
  sessionId: Identifier('One conversation or session'),
  userId: Identifier('The end user the agent acted for'),
  source: Type.Optional(
    Type.Object(
      {
        instanceId: Type.String({ minLength: 1, maxLength: limits.identifierLength }),
        seq: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
      },
      { additionalProperties: false, description: "The sender's own count, so that gaps can be shown" },
    ),
  ),
};

export const AuditLogInputSchema = Type.Object(entryProperties, {
  $id: 'AuditLogInput',
  additionalProperties: false,
  examples: [
    {
      action: 'llm_call',
      prompt: 'Summarise the latest sales report',
      response: 'Q1 revenue was $2.4M...',
      metadata: { model: 'gpt-4o', tokens: 340 },
    },
  ],
});

export const BatchEntrySchema = Type.Object(
  {
    ...entryProperties,
    ref: Identifier('A label for this entry, known inside the batch only'),
    parentRef: Identifier('The ref of the entry above this one, in place of parentSpanId'),
  },
  { $id: 'BatchEntry', additionalProperties: false },
);

export const BatchInputSchema = Type.Array(ref<BatchEntry>(BatchEntrySchema), {
  $id: 'BatchInput',
  minItems: 1,
  maxItems: limits.batchEntries,
});
