import { Type } from 'typebox';

import { limits } from './limits.ts';
import { type Plan, plans } from './plan.ts';
import { ref } from './ref.ts';
import { type Role, roles } from './role.ts';
import { InstantSchema } from './time.ts';
import { type Severity, severities } from './violation.ts';

export interface Credentials {
  email: string;
  /** 8 to 256 characters. */
  password: string;
}

export interface Registration extends Credentials {
  /** The organization's name. Default: the e-mail's part before the `@`. */
  name?: string;
}

export interface Organization {
  id: string;
  /** Of the account that founded it. */
  email: string;
  plan: Plan;
  name: string;
}

/** The answer to a registration or login. */
export interface Session {
  /** A JWT for `Authorization: Bearer`, good for an hour. */
  accessToken: string;
  organization: Organization;
}

/** Where and from which severity up this account is told of alerts. */
export interface NotificationPreferences {
  email: boolean;
  webhook: boolean;
  webhookUrl: string | null;
  minSeverity: Severity;
}

export interface Account {
  id: string;
  email: string;
  /** The organization's name. */
  name: string;
  /** What they may do in it. */
  role: Role;
  plan: Plan;
  notifications: NotificationPreferences;
  /** Logs stored in this calendar month, UTC. */
  usage: {
    /** Such as `2026-01`. */
    month: string;
    events: number;
    /** What the plan holds in a month; `null` for any number, and where billing is not configured. */
    quota: number | null;
  };
  createdAt: string;
}

export interface AccountUpdate {
  name?: string;
  notifications?: Partial<NotificationPreferences>;
}

const Email = Type.String({
  maxLength: 254,
  pattern: '^[^\\s@\\u0000-\\u001f]+@[^\\s@\\u0000-\\u001f]+\\.[^\\s@.\\u0000-\\u001f]+$',
  examples: ['you@example.com'],
});
const Password = Type.String({ minLength: limits.passwordMin, maxLength: limits.passwordMax });
const Name = Type.String({ minLength: 1, maxLength: 200 });
const PlanSchema = Type.Enum([...plans]);

export const RegistrationSchema = Type.Object(
  { email: Email, password: Password, name: Type.Optional(Name) },
  { $id: 'Registration', additionalProperties: false },
);

/** Logging in takes any strings: what is no account of ours is simply wrong. */
export const CredentialsSchema = Type.Object(
  { email: Type.String({ maxLength: 1000 }), password: Type.String({ maxLength: 1000 }) },
  { $id: 'Credentials', additionalProperties: false },
);

export const OrganizationSchema = Type.Object(
  { id: Type.String(), email: Type.String(), plan: PlanSchema, name: Type.String() },
  { $id: 'Organization' },
);

export const SessionSchema = Type.Object(
  { accessToken: Type.String(), organization: ref<Organization>(OrganizationSchema) },
  { $id: 'Session' },
);

const notificationProperties = {
  email: Type.Boolean(),
  webhook: Type.Boolean(),
  webhookUrl: Type.Union([Type.String({ maxLength: 2000, pattern: '^https?://[^\\s]+$' }), Type.Null()]),
  minSeverity: Type.Enum([...severities]),
};

export const AccountSchema = Type.Object(
  {
    id: Type.String(),
    email: Type.String(),
    name: Type.String(),
    role: Type.Enum([...roles]),
    plan: PlanSchema,
    notifications: Type.Object(notificationProperties),
    usage: Type.Object({
      month: Type.String({ examples: ['2026-01'] }),
      events: Type.Integer(),
      quota: Type.Union([Type.Integer(), Type.Null()]),
    }),
    createdAt: InstantSchema,
  },
  { $id: 'Account' },
);

export const AccountUpdateSchema = Type.Object(
  {
    name: Type.Optional(Name),
    notifications: Type.Optional(Type.Partial(Type.Object(notificationProperties, { additionalProperties: false }))),
  },
  { $id: 'AccountUpdate', additionalProperties: false },
);
