import { createHash, randomBytes } from 'node:crypto';

import {
  type Invitation,
  type InvitationAcceptance,
  type InvitedMember,
  type Member,
  type Page,
  type PageQuery,
  type Role,
} from 'agentaudit-schemas';

import { hashPassword } from '../auth/password.ts';
import type { AccountService, OpenedSession } from '../auth/service.ts';
import { isUniqueViolation } from '../auth/store.ts';
import { errors, HttpError } from '../errors.ts';
import { pageById } from '../http/id-page.ts';
import { toInstant } from '../http/instant.ts';
import { isAdministrator, type OrganizationRef, type Principal } from '../http/principal.ts';
import { newId } from '../ids.ts';
import type { MemberRow, MemberStore } from './store.ts';

const invitationMs = 7 * 24 * 3600 * 1000;

export interface MemberServiceOptions {
  store: MemberStore;
  accounts: Pick<AccountService, 'open' | 'forget'>;
  now: () => number;
}

/** Who is in an organization, and as what. */
export function createMemberService({ store, accounts, now }: MemberServiceOptions) {
  async function list({ number }: OrganizationRef, page: PageQuery): Promise<Page<Member>> {
    return pageById(page, {
      list: async (range) => (await store.list(number, range)).map((row) => toMember(row)),
      count: () => store.count(number),
    });
  }

  async function invite(inviter: Principal, { email, role = 'auditor' }: Invitation): Promise<InvitedMember> {
    assertMayGive(inviter, role);
    const address = email.toLowerCase();
    if (await store.hasUser(address)) throw errors.emailInUse();
    const token = randomBytes(32).toString('base64url');
    const row = await store.invite({
      id: newId('user'),
      org: inviter.organization.number,
      email: address,
      role,
      token_hash: hashOf(token),
      created_at: now(),
      expires_at: now() + invitationMs,
    });
    return { ...toMember({ ...row, createdAt: row.created_at, expiresAt: row.expires_at }), token };
  }

  /** Makes the account that an invitation offers, and its first session. */
  async function accept({ token, password }: InvitationAcceptance): Promise<OpenedSession> {
    const tokenHash = hashOf(token);
    const invitation = await store.findInvitation(tokenHash);
    if (invitation === undefined || invitation.expires_at <= now()) throw invalidInvitation();
    if (await store.hasUser(invitation.email)) throw errors.emailInUse();
    const { id, org, email, role } = invitation;
    const user = {
      id,
      org,
      email,
      role,
      password_hash: await hashPassword(password),
      notifications: JSON.stringify({ email: false, webhook: false, webhookUrl: null, minSeverity: 'warning' }),
      created_at: now(),
    };
    const isJoined = await store.join(invitation, user).catch((error: unknown) => {
      throw isUniqueViolation(error) ? errors.emailInUse() : error;
    });
    if (!isJoined) throw invalidInvitation();
    return accounts.open(invitation.id);
  }

  async function changeRole(changer: Principal, id: string, role: Role): Promise<Member> {
    const { number } = changer.organization;
    const member = await find(number, id);
    assertMayGive(changer, member.role);
    assertMayGive(changer, role);
    if (member.expiresAt === null) await change(number, id, role);
    else await store.setInvitedRole(number, id, role);
    return toMember(await find(number, id));
  }

  /** Lets a member go, or withdraws an invitation. Everybody may leave. */
  async function remove(remover: Principal, id: string): Promise<void> {
    const { number } = remover.organization;
    if (id !== remover.id && !isAdministrator(remover)) throw errors.adminOnly();
    const member = await find(number, id);
    if (id !== remover.id) assertMayGive(remover, member.role);
    if (member.expiresAt === null) await change(number, id, null);
    else await store.withdraw(number, id);
  }

  async function change(org: number, id: string, role: Role | null): Promise<void> {
    if (!(await store.change(org, id, role))) {
      throw new HttpError('conflict', 'The last owner cannot leave: make somebody else an owner first');
    }
    accounts.forget(id);
  }

  async function find(org: number, id: string): Promise<MemberRow> {
    const member = await store.find(org, id);
    if (member === undefined) throw errors.notFound('Member');
    return member;
  }

  return { list, invite, accept, changeRole, remove };
}

export type MemberService = ReturnType<typeof createMemberService>;

/** Owners alone make and unmake owners. */
function assertMayGive(principal: Principal, role: Role): void {
  if (role === 'owner' && principal.role !== 'owner') {
    throw new HttpError('forbidden', 'Only an owner may do this to an owner');
  }
}

function invalidInvitation(): HttpError {
  return new HttpError('unauthorized', 'Invalid or expired invitation');
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function toMember({ id, email, role, createdAt, expiresAt }: MemberRow): Member {
  return {
    id,
    email,
    role,
    status: expiresAt === null ? 'active' : 'invited',
    createdAt: toInstant(createdAt),
    expiresAt: expiresAt === null ? null : toInstant(expiresAt),
  };
}
