import { Type } from 'typebox';

import { type AuditLogInput, AuditLogInputSchema } from './audit-log-input.ts';
import { type ComplianceRule, ComplianceRuleSchema, type RuleAction, ruleActions } from './compliance-rule.ts';
import { limits } from './limits.ts';
import { type PolicyMode, policyModes } from './policy.ts';
import { ref } from './ref.ts';
import { type RuleCondition, type RuleType, ruleTypes } from './rule-condition.ts';
import { type EnforcementAction, EnforcementActionSchema, type Violation, ViolationSchema } from './violation.ts';

/** An event that has not happened yet: a log as it would be sent, with the action that it would have. */
export type GuardrailCheck = Omit<AuditLogInput, 'action'> & {
  /** Default `guardrail_check`, which rules for one kind of action do not look at. */
  action?: string;
};

/** The texts as they may be used: with every redaction applied. */
export interface JudgedContent {
  prompt: string | null;
  response: string | null;
  metadata: Record<string, unknown> | null;
}

/** What the rules say to an event before it happens. */
export interface GuardrailVerdict {
  /** False when the event is to be blocked. */
  allowed: boolean;
  enforcementAction: EnforcementAction;
  violations: Violation[];
  content: JudgedContent;
  /** The `guardrail_check` log that records this. */
  auditLogId: string;
}

/** A rule to try, by its id or as it is to be, on a text or an event. Nothing is stored. */
export interface RuleTest {
  ruleId?: string;
  ruleType?: RuleType;
  condition?: RuleCondition;
  action?: RuleAction;
  /** Short for an event with this prompt. */
  text?: string;
  event?: Omit<AuditLogInput, 'action'> & { action?: string };
}

export interface RuleTestResult {
  matched: boolean;
  enforcementAction: EnforcementAction;
  violations: Violation[];
  content: JudgedContent;
  /** Why the rule could not be judged, or `null`: a field that its expression needs is missing, say. */
  skipped: string | null;
}

/** A policy as an engine outside the server needs to know it. */
export interface PolicyInForceView {
  id: string;
  versionId: string;
  mode: PolicyMode;
  priority: number;
  shadow: boolean;
  isActive: boolean;
  ruleIds: string[];
  agentIds: string[];
}

export interface RulesInForceQuery {
  /** Leaves out what does not hold for this agent. */
  agentId?: string;
}

/** What `compile` of agentaudit-rules takes: the active rules, and the policies that are in force. */
export interface RulesInForce {
  /** Grows with every change of rules, policies or attachments. */
  revision: number;
  rules: ComplianceRule[];
  policies: PolicyInForceView[];
}

const { action, ...checkProperties } = AuditLogInputSchema.properties;
const event = Type.Unsafe<GuardrailCheck>(
  Type.Object({ ...checkProperties, action: Type.Optional(action) }, { additionalProperties: false }),
);
const content = Type.Object({
  prompt: Type.Union([Type.String(), Type.Null()]),
  response: Type.Union([Type.String(), Type.Null()]),
  metadata: Type.Union([
    Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
    Type.Null(),
  ]),
});

export const GuardrailCheckSchema = Type.Unsafe<GuardrailCheck>({
  ...event,
  $id: 'GuardrailCheck',
  examples: [
    {
      action: 'tool_use',
      agentId: 'writer-agent-1',
      prompt: 'Draft email containing SSN: 123-45-6789',
      metadata: { tool: 'send_email' },
    },
  ],
});

export const GuardrailVerdictSchema = Type.Object(
  {
    allowed: Type.Boolean(),
    enforcementAction: EnforcementActionSchema,
    violations: Type.Array(ref<Violation>(ViolationSchema)),
    content,
    auditLogId: Type.String(),
  },
  { $id: 'GuardrailVerdict', additionalProperties: false },
);

export const RuleTestSchema = Type.Object(
  {
    ruleId: Type.Optional(Type.String({ minLength: 1, maxLength: limits.identifierLength })),
    ruleType: Type.Optional(Type.Enum([...ruleTypes])),
    condition: Type.Optional(Type.Unsafe<RuleCondition>({ type: 'object', additionalProperties: true })),
    action: Type.Optional(Type.Enum([...ruleActions])),
    text: Type.Optional(Type.String()),
    event: Type.Optional(event),
  },
  {
    $id: 'RuleTest',
    additionalProperties: false,
    examples: [{ ruleType: 'pii_detect', condition: { entities: ['US_SSN'] }, text: 'My SSN is 123-45-6789' }],
  },
);

export const RuleTestResultSchema = Type.Object(
  {
    matched: Type.Boolean(),
    enforcementAction: EnforcementActionSchema,
    violations: Type.Array(ref<Violation>(ViolationSchema)),
    content,
    skipped: Type.Union([Type.String(), Type.Null()]),
  },
  { $id: 'RuleTestResult', additionalProperties: false },
);

export const RulesInForceQuerySchema = Type.Object(
  { agentId: Type.Optional(Type.String({ minLength: 1, maxLength: limits.identifierLength })) },
  { additionalProperties: false },
);

export const RulesInForceSchema = Type.Object(
  {
    revision: Type.Integer({ minimum: 0 }),
    rules: Type.Array(ref<ComplianceRule>(ComplianceRuleSchema)),
    policies: Type.Array(
      Type.Object({
        id: Type.String(),
        versionId: Type.String(),
        mode: Type.Enum([...policyModes]),
        priority: Type.Integer(),
        shadow: Type.Boolean(),
        isActive: Type.Boolean(),
        ruleIds: Type.Array(Type.String()),
        agentIds: Type.Array(Type.String()),
      }),
    ),
  },
  { $id: 'RulesInForce', additionalProperties: false },
);
