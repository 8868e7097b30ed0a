import type { Account, AccountUpdate, Credentials, Organization, Plan, Registration } from 'agentaudit-schemas';
import { administrators, scopesOfRole } from 'agentaudit-schemas';

import { errors } from '../errors.ts';
import { toInstant } from '../http/instant.ts';
import type { Principal } from '../http/principal.ts';
import { monthOf } from '../ingest/usage.ts';
import type { AccessTokens } from './access-token.ts';
import { createCredentialCache } from './credential-cache.ts';
import { hashPassword, verifyPassword } from './password.ts';
import type { RefreshTokens } from './refresh-token.ts';
import type { AccountRow, AccountStore } from './store.ts';

export interface AccountServiceOptions {
  store: AccountStore;
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
  registration: 'open' | 'closed';
  /** Logs a month that a plan may store; `null` for any number. */
  quotaOf: (plan: Plan) => number | null;
  /** What is wrong with an address for webhooks, if anything. */
  refuseWebhookUrl: (url: string) => string | undefined;
  now: () => number;
}

/** A session as the routes hand it out: the refresh token goes into a cookie. */
export interface OpenedSession {
  accessToken: string;
  refreshToken: string;
  organization: Organization;
}

export function createAccountService({
  store,
  accessTokens,
  refreshTokens,
  registration,
  quotaOf,
  refuseWebhookUrl,
  now,
}: AccountServiceOptions) {
  const principals = createCredentialCache<{ principal: Principal; epoch: number }>({
    now,
    load: async (userId) => {
      const account = await store.findById(userId);
      return account && { principal: toPrincipal(account), epoch: account.sessionEpoch };
    },
  });

  async function register({ email, password, name }: Registration): Promise<OpenedSession> {
    if (registration === 'closed' && (await store.hasAny())) throw errors.registrationClosed();
    return open(await found({ email, password, ...(name === undefined ? {} : { name }) }));
  }

  async function found({ email, password, name }: Registration): Promise<AccountRow> {
    const address = email.toLowerCase();
    if ((await store.findByEmail(address)) !== undefined) throw errors.emailInUse();
    const userId = await store.create({
      email: address,
      name: name ?? address.slice(0, address.indexOf('@')),
      passwordHash: await hashPassword(password),
      notifications: { email: false, webhook: false, webhookUrl: null, minSeverity: 'warning' },
      nowMs: now(),
    });
    return get(userId);
  }

  async function login({ email, password }: Credentials): Promise<OpenedSession> {
    const account = await store.findByEmail(email.toLowerCase());
    const isRight = await verifyPassword(password, account?.passwordHash);
    if (account === undefined || !isRight) throw errors.badCredentials();
    return open(account);
  }

  async function open(account: AccountRow): Promise<OpenedSession> {
    return {
      accessToken: await accessTokens.issue(account.userId, account.sessionEpoch),
      refreshToken: await refreshTokens.issue(account.userId),
      organization: toOrganization(account),
    };
  }

  async function refresh(token: string | undefined): Promise<OpenedSession> {
    if (token === undefined) throw errors.badToken();
    const next = await refreshTokens.rotate(token);
    const account = await get(next.userId);
    return {
      accessToken: await accessTokens.issue(account.userId, account.sessionEpoch),
      refreshToken: next.token,
      organization: toOrganization(account),
    };
  }

  async function get(userId: string): Promise<AccountRow> {
    const account = await store.findById(userId);
    if (account === undefined) throw errors.badToken();
    return account;
  }

  async function me(userId: string): Promise<Account> {
    const account = await get(userId);
    const month = monthOf(now());
    const events = await store.countEvents(account.org, month);
    return toAccount(account, { month, events, quota: quotaOf(account.plan) });
  }

  async function update(userId: string, { name, notifications }: AccountUpdate): Promise<Account> {
    const account = await get(userId);
    if (name !== undefined) {
      if (!administrators.includes(account.role)) throw errors.adminOnly();
      await store.rename(account.org, name);
    }
    if (notifications !== undefined) {
      const { webhookUrl = null } = notifications;
      const problem = webhookUrl === null ? undefined : refuseWebhookUrl(webhookUrl);
      if (problem !== undefined) throw errors.invalidField('notifications.webhookUrl', problem);
      const merged = { ...(JSON.parse(account.notifications) as Account['notifications']), ...notifications };
      if (merged.webhook && merged.webhookUrl === null) {
        throw errors.invalidField('notifications.webhookUrl', 'is needed to switch the webhook on');
      }
      await store.setNotifications(userId, merged);
    }
    return me(userId);
  }

  /** Ends the session of a cookie; or `everywhere` all of that person's, with the access tokens they hold. */
  async function logout(token: string | undefined, { everywhere }: { everywhere: boolean }): Promise<void> {
    if (token === undefined) return;
    if (!everywhere) {
      await refreshTokens.revoke(token);
      return;
    }
    const userId = await refreshTokens.revokeAll(token);
    if (userId === undefined) return;
    await store.nextEpoch(userId);
    principals.drop(userId);
  }

  return {
    register,
    found,
    login,
    refresh,
    logout,
    me,
    update,
    /** Whose token it is. Throws a 401, also when the person is gone. */
    authenticate: async (token: string): Promise<Principal> => {
      const { userId, epoch, expiresAtMs } = await accessTokens.read(token);
      const known = await principals.get(userId);
      if (known === undefined || known.epoch !== epoch) throw errors.badToken();
      return { ...known.principal, expiresAtMs };
    },
    /** A session of somebody whose right to it is known. */
    open: async (userId: string): Promise<OpenedSession> => open(await get(userId)),
    /** Asks the database anew, the next time, what a person may do. */
    forget: principals.drop,
  };
}

export type AccountService = ReturnType<typeof createAccountService>;

function toPrincipal(account: AccountRow): Principal {
  return {
    kind: 'user',
    id: account.userId,
    name: account.email,
    person: account.userId,
    organization: { number: account.org, id: account.organizationId },
    scopes: new Set(scopesOfRole[account.role]),
    role: account.role,
  };
}

function toOrganization({ organizationId, organizationEmail, plan, organizationName }: AccountRow): Organization {
  return { id: organizationId, email: organizationEmail, plan, name: organizationName };
}

function toAccount(account: AccountRow, usage: Account['usage']): Account {
  return {
    id: account.userId,
    email: account.email,
    name: account.organizationName,
    role: account.role,
    plan: account.plan,
    notifications: JSON.parse(account.notifications) as Account['notifications'],
    usage,
    createdAt: toInstant(account.createdAt),
  };
}
