import { Type } from 'typebox';

import { type PackId, packIds, ComplianceRuleSchema, type ComplianceRule } from './compliance-rule.ts';
import { limits } from './limits.ts';
import { type Page, pageOf } from './paging.ts';
import { ref } from './ref.ts';
import { InstantSchema } from './time.ts';

export const policyModes = ['block', 'flag', 'log'] as const;

/** What a hit of a rule without an action of its own does. */
export type PolicyMode = (typeof policyModes)[number];

/** What a version of a policy fixes. Which agents it is attached to is not part of it. */
export interface PolicySnapshot {
  name: string;
  description?: string;
  mode: PolicyMode;
  /** Records what it would have done, without effect. */
  shadow: boolean;
  /** For one rule in several policies the highest decides; a tie: the most restrictive. */
  priority: number;
  isActive: boolean;
  ruleIds: string[];
}

/** A named, versioned bundle of rules that holds for the agents it is attached to. */
export interface Policy extends PolicySnapshot {
  id: string;
  agentIds: string[];
  /** The number and the id of the version in force. */
  version: number;
  versionId: string;
  createdAt: string;
  updatedAt: string;
}

/** A policy to make: mode `flag`, priority 0, active, no shadow and no rules unless said otherwise. */
export type PolicyInput = Pick<PolicySnapshot, 'name' | 'description'> &
  Partial<Pick<PolicySnapshot, 'mode' | 'shadow' | 'priority' | 'isActive' | 'ruleIds'>>;

/** What may change; each change makes a version. `null` takes the description away. */
export type PolicyUpdate = Partial<Omit<PolicySnapshot, 'description'>> & { description?: string | null };

/** A pack to copy into a new policy. `name` is the pack's unless given. */
export type PackClone = { packId: PackId } & Partial<Omit<PolicyInput, 'ruleIds'>>;

export interface PolicyVersion {
  id: string;
  /** From 1, without a gap. */
  version: number;
  policyId: string;
  snapshot: PolicySnapshot;
  /** The policy's rules as they stood in this version. */
  rules: ComplianceRule[];
  createdAt: string;
  note?: string;
}

export interface PolicyVersionInput {
  note?: string;
}

export interface PolicyAgent {
  agentId: string;
}

export type PolicyPage = Page<Policy>;
export type PolicyVersionPage = Page<PolicyVersion>;

const name = Type.String({ minLength: 1, maxLength: 200, examples: ['HIPAA Policy v1'] });
const description = Type.String({ maxLength: 2000 });
const mode = Type.Enum([...policyModes]);
const priority = Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 });
const RuleIds = Type.Array(Type.String({ minLength: 1, maxLength: limits.identifierLength }), {
  maxItems: limits.policyRules,
  uniqueItems: true,
});
const note = Type.Optional(Type.String({ maxLength: 2000 }));

const settings = {
  mode: Type.Optional(mode),
  shadow: Type.Optional(Type.Boolean()),
  priority: Type.Optional(priority),
  isActive: Type.Optional(Type.Boolean()),
};

export const PolicyInputSchema = Type.Object(
  { name, description: Type.Optional(description), ...settings, ruleIds: Type.Optional(RuleIds) },
  { $id: 'PolicyInput', additionalProperties: false },
);

export const PolicyUpdateSchema = Type.Object(
  {
    name: Type.Optional(name),
    description: Type.Optional(Type.Union([description, Type.Null()])),
    ...settings,
    ruleIds: Type.Optional(RuleIds),
  },
  { $id: 'PolicyUpdate', additionalProperties: false, minProperties: 1 },
);

export const PackCloneSchema = Type.Object(
  {
    packId: Type.Enum([...packIds]),
    name: Type.Optional(name),
    description: Type.Optional(description),
    ...settings,
  },
  { $id: 'PackClone', additionalProperties: false, examples: [{ packId: 'hipaa', name: 'HIPAA Policy v1' }] },
);

const snapshotProperties = {
  name: Type.String(),
  description: Type.Optional(Type.String()),
  mode,
  shadow: Type.Boolean(),
  priority: Type.Integer(),
  isActive: Type.Boolean(),
  ruleIds: Type.Array(Type.String()),
};

export const PolicySchema = Type.Object(
  {
    id: Type.String({ examples: ['policy_01k9zj3v5qf8tbnq9w6r2d4c7e'] }),
    ...snapshotProperties,
    agentIds: Type.Array(Type.String()),
    version: Type.Integer({ minimum: 1 }),
    versionId: Type.String({ examples: ['polver_01k9zj3v5qf8tbnq9w6r2d4c7e'] }),
    createdAt: InstantSchema,
    updatedAt: InstantSchema,
  },
  { $id: 'Policy', additionalProperties: false },
);

export const PolicyPageSchema = pageOf(ref<Policy>(PolicySchema), 'PolicyPage');

export const PolicyVersionInputSchema = Type.Object(
  { note },
  { $id: 'PolicyVersionInput', additionalProperties: false },
);

export const PolicyVersionSchema = Type.Object(
  {
    id: Type.String({ examples: ['polver_01k9zj3v5qf8tbnq9w6r2d4c7e'] }),
    version: Type.Integer({ minimum: 1 }),
    policyId: Type.String(),
    snapshot: Type.Object(snapshotProperties),
    rules: Type.Array(ref<ComplianceRule>(ComplianceRuleSchema)),
    createdAt: InstantSchema,
    note,
  },
  { $id: 'PolicyVersion', additionalProperties: false },
);

export const PolicyVersionPageSchema = pageOf(ref<PolicyVersion>(PolicyVersionSchema), 'PolicyVersionPage');

const agentId = Type.String({ minLength: 1, maxLength: limits.identifierLength });

export const PolicyAgentSchema = Type.Object(
  { agentId },
  { $id: 'PolicyAgent', additionalProperties: false, examples: [{ agentId: 'agent_01k9zj3v5qf8tbnq9w6r2d4c7e' }] },
);

/** Detaching takes the agent in the body or in the query. */
export const PolicyAgentQuerySchema = Type.Object({ agentId: Type.Optional(agentId) }, { additionalProperties: false });
