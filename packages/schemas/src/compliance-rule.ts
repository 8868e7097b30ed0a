import { Type } from 'typebox';

import { type Page, pageOf } from './paging.ts';
import { ref } from './ref.ts';
import {
  ruleConditionSchemas,
  type RuleCondition,
  type RuleConditions,
  type RuleType,
  ruleTypes,
} from './rule-condition.ts';
import { InstantSchema } from './time.ts';
import { type Severity, severities } from './violation.ts';

export const ruleActions = ['log', 'flag', 'redact', 'block'] as const;

/** What a hit does, from the mildest to the strictest. */
export type RuleAction = (typeof ruleActions)[number];

export const rulePlacements = ['organization', 'policies'] as const;

/** Whether a rule holds for every agent of the organization, or only through policies. */
export type RulePlacement = (typeof rulePlacements)[number];

interface RuleProperties {
  name: string;
  description?: string;
  severity: Severity;
  /** What a hit does. Default: the policy's mode, and without a policy `flag`. */
  action?: RuleAction;
  appliesTo: RulePlacement;
  isActive: boolean;
}

interface Stored {
  id: string;
  /** The pack that it was installed with. */
  packId?: string;
  /** The policy that it was copied from a pack for, and goes with: no other policy may hold it. */
  policyId?: string;
  createdAt: string;
  updatedAt: string;
}

type Conditioned<Name extends RuleType> = { [Each in Name]: { ruleType: Each; condition: RuleConditions[Each] } }[Name];

/** A rule as it is kept; `ruleType` says which `condition` it has. */
export type ComplianceRule = RuleProperties & Stored & Conditioned<RuleType>;

/** A rule to make. `severity` is `warning`, `appliesTo` is `organization` and `isActive` is true unless said otherwise. */
export type RuleInput = Pick<RuleProperties, 'name' | 'description' | 'action'> &
  Partial<Pick<RuleProperties, 'severity' | 'appliesTo' | 'isActive'>> &
  Conditioned<RuleType>;

/** What may change. A new `ruleType` needs its own `condition`; `null` takes a description or an action away. */
export interface RuleUpdate {
  name?: string;
  description?: string | null;
  ruleType?: RuleType;
  condition?: RuleCondition;
  severity?: Severity;
  action?: RuleAction | null;
  appliesTo?: RulePlacement;
  isActive?: boolean;
}

export type ComplianceRulePage = Page<ComplianceRule>;

/** Any of the condition types; which one must match is checked against `ruleType` by the rule engine. */
const ConditionSchema = Type.Unsafe<RuleCondition>({
  type: 'object',
  additionalProperties: true,
  description: `What the rule looks for; its shape is set by ruleType: ${ruleTypes
    .map((type) => `${type} {${Object.keys(ruleConditionSchemas[type].properties).join(', ')}}`)
    .join('; ')}`,
});

const name = Type.String({ minLength: 1, maxLength: 200, examples: ['No customer e-mail in prompts'] });
const description = Type.String({ maxLength: 2000 });
const ruleType = Type.Enum([...ruleTypes]);
const severity = Type.Enum([...severities]);
const action = Type.Enum([...ruleActions]);
const appliesTo = Type.Enum([...rulePlacements]);

export const RuleInputSchema = Type.Object(
  {
    name,
    description: Type.Optional(description),
    ruleType,
    condition: ConditionSchema,
    severity: Type.Optional(severity),
    action: Type.Optional(action),
    appliesTo: Type.Optional(appliesTo),
    isActive: Type.Optional(Type.Boolean()),
  },
  {
    $id: 'RuleInput',
    additionalProperties: false,
    examples: [
      {
        name: 'No customer e-mail in prompts',
        ruleType: 'pii_detect',
        condition: { entities: ['EMAIL'], scope: { fields: ['prompt'] } },
        severity: 'warning',
        action: 'redact',
      },
    ],
  },
);

export const RuleUpdateSchema = Type.Object(
  {
    name: Type.Optional(name),
    description: Type.Optional(Type.Union([description, Type.Null()])),
    ruleType: Type.Optional(ruleType),
    condition: Type.Optional(ConditionSchema),
    severity: Type.Optional(severity),
    action: Type.Optional(Type.Union([action, Type.Null()])),
    appliesTo: Type.Optional(appliesTo),
    isActive: Type.Optional(Type.Boolean()),
  },
  { $id: 'RuleUpdate', additionalProperties: false, minProperties: 1 },
);

export const ComplianceRuleSchema = Type.Object(
  {
    id: Type.String({ examples: ['rule_01k9zj3v5qf8tbnq9w6r2d4c7e'] }),
    name: Type.String(),
    description: Type.Optional(Type.String()),
    ruleType,
    condition: ConditionSchema,
    severity,
    action: Type.Optional(action),
    appliesTo,
    isActive: Type.Boolean(),
    packId: Type.Optional(Type.String()),
    policyId: Type.Optional(
      Type.String({
        description: 'The policy that it was copied from a pack for, and goes with: no other policy may hold it',
      }),
    ),
    createdAt: InstantSchema,
    updatedAt: InstantSchema,
  },
  { $id: 'ComplianceRule', additionalProperties: false },
);

export const ComplianceRulePageSchema = pageOf(ref<ComplianceRule>(ComplianceRuleSchema), 'ComplianceRulePage');

export const packIds = ['hipaa', 'finance', 'gdpr', 'eu-ai-act', 'soc2', 'secrets', 'owasp-llm'] as const;

export type PackId = (typeof packIds)[number];

/** One rule of a pack, as it is listed before it is installed. */
export interface PackRule {
  /** Its stable name inside the pack. */
  key: string;
  name: string;
  description: string;
  ruleType: RuleType;
  condition: RuleCondition;
  severity: Severity;
  /** The clause that it helps to watch, such as `45 CFR 164.514(b)(2)(i)(G)`. */
  citation: string;
}

/** A curated set of rules for one framework. It aids monitoring; it is not a certification. */
export interface Pack {
  id: PackId;
  name: string;
  description: string;
  rules: PackRule[];
  installed: boolean;
}

export type PackPage = Page<Pack>;

export interface PackInstall {
  packId: PackId;
}

/** The answer to an installation: the pack's rules as they now stand in the organization. */
export interface InstalledPack {
  packId: PackId;
  rules: ComplianceRule[];
}

export const PackRuleSchema = Type.Object(
  {
    key: Type.String(),
    name: Type.String(),
    description: Type.String(),
    ruleType,
    condition: ConditionSchema,
    severity,
    citation: Type.String({ examples: ['45 CFR 164.514(b)(2)(i)(G)'] }),
  },
  { $id: 'PackRule', additionalProperties: false },
);

export const PackSchema = Type.Object(
  {
    id: Type.Enum([...packIds]),
    name: Type.String(),
    description: Type.String(),
    rules: Type.Array(ref<PackRule>(PackRuleSchema)),
    installed: Type.Boolean(),
  },
  { $id: 'Pack', additionalProperties: false },
);

export const PackPageSchema = pageOf(ref<Pack>(PackSchema), 'PackPage');

export const PackInstallSchema = Type.Object(
  { packId: Type.Enum([...packIds]) },
  { $id: 'PackInstall', additionalProperties: false, examples: [{ packId: 'gdpr' }] },
);

export const InstalledPackSchema = Type.Object(
  { packId: Type.Enum([...packIds]), rules: Type.Array(ref<ComplianceRule>(ComplianceRuleSchema)) },
  { $id: 'InstalledPack', additionalProperties: false },
);
