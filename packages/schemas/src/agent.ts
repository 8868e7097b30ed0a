import { Type } from 'typebox';

import { type Page, pageOf } from './paging.ts';
import { ref } from './ref.ts';
import { InstantSchema } from './time.ts';

/** A registered agent. Logs name it by `id` in `agentId`. */
export interface Agent {
  id: string;
  name: string;
  organizationId: string;
  metadata: Record<string, unknown>;
  createdAt: string;
}

export interface AgentInput {
  name: string;
  /** Any JSON object, up to 256 KiB and 32 levels. Default: empty. */
  metadata?: Record<string, unknown>;
}

/** What may change. `metadata` is replaced as a whole. */
export interface AgentUpdate {
  name?: string;
  metadata?: Record<string, unknown>;
}

export type AgentPage = Page<Agent>;

const name = Type.String({ minLength: 1, maxLength: 200, examples: ['writer-agent'] });
const metadata = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description: 'Any JSON, up to 256 KiB and 32 levels deep',
  examples: [{ version: '1.0', team: 'content' }],
});

export const AgentInputSchema = Type.Object(
  { name, metadata: Type.Optional(metadata) },
  { $id: 'AgentInput', additionalProperties: false },
);

export const AgentUpdateSchema = Type.Object(
  { name: Type.Optional(name), metadata: Type.Optional(metadata) },
  { $id: 'AgentUpdate', additionalProperties: false, minProperties: 1 },
);

export const AgentSchema = Type.Object(
  {
    id: Type.String({ examples: ['agent_01k9zj3v5qf8tbnq9w6r2d4c7e'] }),
    name: Type.String(),
    organizationId: Type.String(),
    metadata,
    createdAt: InstantSchema,
  },
  { $id: 'Agent', additionalProperties: false },
);

export const AgentPageSchema = pageOf(ref<Agent>(AgentSchema), 'AgentPage');
