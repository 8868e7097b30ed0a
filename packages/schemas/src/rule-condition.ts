import { Type } from 'typebox';

import { limits } from './limits.ts';

export const ruleTypes = [
  'pii_detect',
  'keyword_match',
  'regex_match',
  'rate_limit',
  'threshold',
  'expression',
  'sequence',
  'prompt_injection',
] as const;

export type RuleType = (typeof ruleTypes)[number];

/** What the built-in detectors find. */
export const piiLabels = [
  'EMAIL',
  'PHONE',
  'US_SSN',
  'CREDIT_CARD',
  'IBAN',
  'IP_ADDRESS',
  'MAC_ADDRESS',
  'SECRET',
  'DATE_OF_BIRTH',
  'PASSPORT',
  'DRIVER_LICENSE',
  'MRN',
  'NPI',
  'US_MBI',
  'DEA',
  'US_ITIN',
  'US_EIN',
  'BANK_ACCOUNT',
  'ABA_ROUTING',
  'SWIFT_BIC',
  'CRYPTO_WALLET',
  'NATIONAL_ID',
  'URL',
] as const;

export type PiiLabel = (typeof piiLabels)[number];

/** Which events a rule looks at, and where in them. */
export interface RuleScope {
  /** Actions, `*` as a wildcard: `llm_call`, `tool_*`. Default: all. */
  actions?: string[];
  /** Agents by id, `*` as a wildcard. Default: all. */
  agentIds?: string[];
  /** `prompt`, `response`, `metadata` or a path in it such as `metadata.arguments.*`. Default: all three. */
  fields?: string[];
}

interface Scoped {
  scope?: RuleScope;
}

/** Personal data and secrets, by the built-in detectors. */
export interface PiiDetectCondition extends Scoped {
  /** Default: all but `URL`. */
  entities?: PiiLabel[];
  /** 0 to 1. Default 0.5. */
  minConfidence?: number;
  /** How many must be found in one event before any of them counts. Default 1. */
  minCount?: number;
}

export interface KeywordMatchCondition extends Scoped {
  keywords: string[];
  /** Only where no letter, digit or underscore touches it. Default false. */
  wholeWord?: boolean;
  /** Default false. */
  caseSensitive?: boolean;
}

/** A pattern in RE2 syntax, run in linear time: no look-around, no back-references. */
export interface RegexMatchCondition extends Scoped {
  pattern: string;
  /** Of `i` (any case), `m` (`^` and `$` at lines) and `s` (`.` takes line ends); `g` and `u` change nothing. */
  flags?: string;
}

/** What events are counted apart by: a field of the event or a path in `metadata`. */
export type GroupKey =
  | 'agentId'
  | 'userId'
  | 'sessionId'
  | 'traceId'
  | 'action'
  | 'status'
  | 'organization'
  | `metadata.${string}`;

/** More than `limit` events in any `windowSeconds`. */
export interface RateLimitCondition extends Scoped {
  limit: number;
  windowSeconds: number;
  /** Default `agentId`. */
  groupBy?: GroupKey | GroupKey[];
}

export const thresholdOperators = [
  '>',
  '>=',
  '<',
  '<=',
  '==',
  '!=',
  'gt',
  'gte',
  'lt',
  'lte',
  'eq',
  'ne',
  'neq',
] as const;

export const thresholdAggregates = ['count', 'sum', 'avg', 'min', 'max'] as const;

/** A number in the event against a value; or with `aggregate`, what that number comes to over a window. */
export interface ThresholdCondition extends Scoped {
  /** `metadata.cost_usd`, short `cost_usd`; or `durationMs`. An event without a number there is passed over. */
  path: string;
  operator: (typeof thresholdOperators)[number];
  value: number;
  aggregate?: (typeof thresholdAggregates)[number];
  /** Needed with `aggregate`. */
  windowSeconds?: number;
  /** With `aggregate`. Default `agentId`. */
  groupBy?: GroupKey | GroupKey[];
}

/** A CEL expression over `event` (and its fields by their own names) that is true where the rule is broken. */
export interface ExpressionCondition extends Scoped {
  cel: string;
}

/** An event that a sequence looks for: all that is given must hold. */
export interface EventMatch {
  /** `*` as a wildcard. */
  actions?: string[];
  /** Names in `metadata.tool`, `*` as a wildcard. */
  tools?: string[];
  /** A CEL expression, as in `expression`. */
  where?: string;
}

/**
 * What must or must not come before or after within one trace. One of:
 * `steps`: broken by the event that completes them in this order;
 * `when` and `requires`: broken by a `when` that no `requires` came before;
 * `when` and `followedBy`: broken when `withinSeconds` pass after a `when` without a `followedBy`.
 */
export type SequenceCondition = Scoped &
  (
    | { steps: EventMatch[]; withinSeconds?: number }
    | { when: EventMatch; requires: EventMatch; withinSeconds?: number }
    | { when: EventMatch; followedBy: EventMatch; withinSeconds: number }
  );

/** Text that tries to take over the model. A heuristic: good for a flag, not for a block. */
export interface PromptInjectionCondition extends Scoped {
  /** 0 to 1. Default 0.5. */
  minConfidence?: number;
}

/** The condition that each rule type takes. */
export interface RuleConditions {
  pii_detect: PiiDetectCondition;
  keyword_match: KeywordMatchCondition;
  regex_match: RegexMatchCondition;
  rate_limit: RateLimitCondition;
  threshold: ThresholdCondition;
  expression: ExpressionCondition;
  sequence: SequenceCondition;
  prompt_injection: PromptInjectionCondition;
}

export type RuleCondition = RuleConditions[RuleType];

const closed = { additionalProperties: false };
const Glob = Type.String({ minLength: 1, maxLength: limits.identifierLength });
const Globs = Type.Optional(Type.Array(Glob, { minItems: 1, maxItems: 500 }));
const Field = Type.String({ pattern: '^(\\*|prompt|response|metadata)([.\\[].*)?$', maxLength: 500 });
const scope = Type.Optional(
  Type.Object(
    { actions: Globs, agentIds: Globs, fields: Type.Optional(Type.Array(Field, { minItems: 1, maxItems: 100 })) },
    closed,
  ),
);
const Group = Type.String({
  pattern: '^(agentId|userId|sessionId|traceId|action|status|organization|metadata\\..+)$',
  maxLength: 300,
});
const groupBy = Type.Optional(Type.Union([Group, Type.Array(Group, { minItems: 1, maxItems: 5 })]));
const Confidence = Type.Optional(Type.Number({ minimum: 0, maximum: 1 }));
/** Up to 31 days. */
const Seconds = Type.Integer({ minimum: 1, maximum: 2_678_400 });
const Expression = Type.String({ minLength: 1, maxLength: limits.expressionLength });
const Match = Type.Object(
  { actions: Globs, tools: Globs, where: Type.Optional(Expression) },
  { ...closed, minProperties: 1 },
);

/** What `condition` must look like, by rule type. */
export const ruleConditionSchemas = {
  pii_detect: Type.Object(
    {
      entities: Type.Optional(Type.Array(Type.Enum([...piiLabels]), { minItems: 1, uniqueItems: true })),
      minConfidence: Confidence,
      minCount: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
      scope,
    },
    { $id: 'PiiDetectCondition', ...closed },
  ),
  keyword_match: Type.Object(
    {
      keywords: Type.Array(Type.String({ minLength: 1, maxLength: limits.keywordLength, pattern: '\\S' }), {
        minItems: 1,
        maxItems: limits.ruleKeywords,
      }),
      wholeWord: Type.Optional(Type.Boolean()),
      caseSensitive: Type.Optional(Type.Boolean()),
      scope,
    },
    { $id: 'KeywordMatchCondition', ...closed },
  ),
  regex_match: Type.Object(
    {
      pattern: Type.String({ minLength: 1, maxLength: limits.patternLength }),
      flags: Type.Optional(Type.String({ pattern: '^[gimsu]{0,5}$' })),
      scope,
    },
    { $id: 'RegexMatchCondition', ...closed },
  ),
  rate_limit: Type.Object(
    { limit: Type.Integer({ minimum: 0, maximum: 10_000_000 }), windowSeconds: Seconds, groupBy, scope },
    { $id: 'RateLimitCondition', ...closed },
  ),
  threshold: Type.Object(
    {
      path: Type.String({ minLength: 1, maxLength: 500, examples: ['metadata.cost_usd'] }),
      operator: Type.Enum([...thresholdOperators]),
      value: Type.Number(),
      aggregate: Type.Optional(Type.Enum([...thresholdAggregates])),
      windowSeconds: Type.Optional(Seconds),
      groupBy,
      scope,
    },
    { $id: 'ThresholdCondition', ...closed },
  ),
  expression: Type.Object({ cel: Expression, scope }, { $id: 'ExpressionCondition', ...closed }),
  sequence: Type.Object(
    {
      steps: Type.Optional(Type.Array(Match, { minItems: 2, maxItems: 10 })),
      when: Type.Optional(Match),
      requires: Type.Optional(Match),
      followedBy: Type.Optional(Match),
      withinSeconds: Type.Optional(Seconds),
      scope,
    },
    { $id: 'SequenceCondition', ...closed },
  ),
  prompt_injection: Type.Object({ minConfidence: Confidence, scope }, { $id: 'PromptInjectionCondition', ...closed }),
};
