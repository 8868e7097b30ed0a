import { Type } from 'typebox';

import { limits } from './limits.ts';
import { type Page, pageOf, type PageQuery, pageQueryProperties } from './paging.ts';
import { ref } from './ref.ts';
import { InstantSchema } from './time.ts';
import { type Severity, severities } from './violation.ts';

export const dispositions = ['true_positive', 'false_positive', 'accepted'] as const;

/** What an alert turned out to be. */
export type Disposition = (typeof dispositions)[number];

/**
 * A rule that was broken. Another violation of the same rule by the same agent within an hour of an
 * open alert counts up that one.
 */
export interface Alert {
  id: string;
  ruleId: string;
  /** The policy that brought the rule in, or `null`. */
  policyId: string | null;
  /** The first log that broke the rule. */
  auditLogId: string;
  agentId: string | null;
  severity: Severity;
  message: string;
  resolved: boolean;
  resolvedAt: string | null;
  /** The user or key that resolved it. */
  resolvedBy: string | null;
  note: string | null;
  disposition: Disposition | null;
  /** How many logs it stands for. */
  count: number;
  createdAt: string;
}

export interface AlertQuery extends PageQuery {
  resolved?: boolean;
  severity?: Severity;
  agentId?: string;
  ruleId?: string;
  policyId?: string;
}

export interface AlertResolution {
  note?: string;
  disposition?: Disposition;
}

export type AlertPage = Page<Alert>;

const Filter = Type.Optional(Type.String({ minLength: 1, maxLength: limits.identifierLength }));
const NullableString = Type.Union([Type.String(), Type.Null()]);

export const AlertQuerySchema = Type.Object(
  {
    ...pageQueryProperties,
    resolved: Type.Optional(Type.Boolean()),
    severity: Type.Optional(Type.Enum([...severities])),
    agentId: Filter,
    ruleId: Filter,
    policyId: Filter,
  },
  { additionalProperties: false },
);

export const AlertResolutionSchema = Type.Object(
  {
    note: Type.Optional(Type.String({ maxLength: 2000 })),
    disposition: Type.Optional(Type.Enum([...dispositions])),
  },
  { $id: 'AlertResolution', additionalProperties: false },
);

export const AlertSchema = Type.Object(
  {
    id: Type.String({ examples: ['alert_01k9zj3v5qf8tbnq9w6r2d4c7e'] }),
    ruleId: Type.String(),
    policyId: NullableString,
    auditLogId: Type.String(),
    agentId: NullableString,
    severity: Type.Enum([...severities]),
    message: Type.String(),
    resolved: Type.Boolean(),
    resolvedAt: Type.Union([InstantSchema, Type.Null()]),
    resolvedBy: NullableString,
    note: NullableString,
    disposition: Type.Union([Type.Enum([...dispositions]), Type.Null()]),
    count: Type.Integer({ minimum: 1 }),
    createdAt: InstantSchema,
  },
  { $id: 'Alert', additionalProperties: false },
);

export const AlertPageSchema = pageOf(ref<Alert>(AlertSchema), 'AlertPage');
