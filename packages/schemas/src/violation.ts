import { Type } from 'typebox';

export const enforcementActions = ['allow', 'log', 'flag', 'redact', 'block'] as const;
export const severities = ['info', 'warning', 'critical'] as const;

/** What the rules made of a log, from the mildest to the strictest. */
export type EnforcementAction = (typeof enforcementActions)[number];

export type Severity = (typeof severities)[number];

/** One place where one rule was broken. */
export interface Violation {
  ruleId: string;
  ruleName: string;
  ruleType: string;
  severity: Severity;
  /** What this hit asked for; the strictest over all hits is the log's `enforcementAction`. */
  action: Exclude<EnforcementAction, 'allow'>;
  /** The policy that brought the rule in, or `null` when it holds for the whole organization. */
  policyId: string | null;
  /** The JSON path of the text, such as `prompt` or `metadata.customer.email`; `null` when the hit is about the event as a whole. */
  field: string | null;
  /** The span in that text, in UTF-16 code units, `end` exclusive. */
  start: number | null;
  end: number | null;
  /** What was found, such as `EMAIL`. */
  label: string | null;
  /** The surroundings, with what was found masked. */
  excerpt: string | null;
  /** How sure the detector is, 0 to 1; `null` when the hit is a matter of fact. */
  confidence?: number | null;
  /** What to put in its place, such as `[EMAIL]`. */
  replacement?: string | null;
  /** The version of the policy that gave the verdict. */
  policyVersionId?: string | null;
  /** From a shadow policy: what it would have done. It did not count. */
  shadow?: boolean;
}

const Nullable = <Schema extends ReturnType<typeof Type.String | typeof Type.Integer>>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

export const EnforcementActionSchema = Type.Enum([...enforcementActions]);

export const ViolationSchema = Type.Object(
  {
    ruleId: Type.String(),
    ruleName: Type.String(),
    ruleType: Type.String(),
    severity: Type.Enum([...severities]),
    action: Type.Enum(['log', 'flag', 'redact', 'block']),
    policyId: Nullable(Type.String()),
    field: Nullable(Type.String()),
    start: Nullable(Type.Integer({ minimum: 0 })),
    end: Nullable(Type.Integer({ minimum: 0 })),
    label: Nullable(Type.String()),
    excerpt: Nullable(Type.String()),
    confidence: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
    replacement: Type.Optional(Nullable(Type.String())),
    policyVersionId: Type.Optional(Nullable(Type.String())),
    shadow: Type.Optional(Type.Boolean()),
  },
  { $id: 'Violation' },
);
