import { Type } from 'typebox';

import { limits } from './limits.ts';
import { pageOf } from './paging.ts';
import { ref } from './ref.ts';
import { type Role, roles } from './role.ts';
import { InstantSchema } from './time.ts';

export interface Invitation {
  email: string;
  /** Default `auditor`. */
  role?: Role;
}

/** Somebody who is in the organization, or was asked to be. */
export interface Member {
  id: string;
  email: string;
  role: Role;
  status: 'active' | 'invited';
  /** When they joined; when they were invited, as long as they did not. */
  createdAt: string;
  /** Of the invitation; `null` once they joined. */
  expiresAt: string | null;
}

/** The one time that an invitation's token is shown. */
export interface InvitedMember extends Member {
  /** For `POST /auth/accept-invitation`. */
  token: string;
}

export interface InvitationAcceptance {
  token: string;
  /** 8 to 256 characters. */
  password: string;
}

export interface MemberUpdate {
  role: Role;
}

const RoleSchema = Type.Enum([...roles]);

export const InvitationSchema = Type.Object(
  {
    email: Type.String({
      maxLength: 254,
      pattern: '^[^\\s@\\u0000-\\u001f]+@[^\\s@\\u0000-\\u001f]+\\.[^\\s@.\\u0000-\\u001f]+$',
      examples: ['reviewer@example.com'],
    }),
    role: Type.Optional(RoleSchema),
  },
  { $id: 'Invitation', additionalProperties: false },
);

const memberProperties = {
  id: Type.String(),
  email: Type.String(),
  role: RoleSchema,
  status: Type.Enum(['active', 'invited']),
  createdAt: InstantSchema,
  expiresAt: Type.Union([InstantSchema, Type.Null()]),
};

export const MemberSchema = Type.Object(memberProperties, { $id: 'Member' });

export const InvitedMemberSchema = Type.Object(
  { ...memberProperties, token: Type.String({ description: 'Shown once: hand it to the person you invite' }) },
  { $id: 'InvitedMember' },
);

export const MemberPageSchema = pageOf(ref<Member>(MemberSchema), 'MemberPage');

export const MemberUpdateSchema = Type.Object(
  { role: RoleSchema },
  { $id: 'MemberUpdate', additionalProperties: false },
);

export const InvitationAcceptanceSchema = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: limits.identifierLength }),
    password: Type.String({ minLength: limits.passwordMin, maxLength: limits.passwordMax }),
  },
  { $id: 'InvitationAcceptance', additionalProperties: false },
);
