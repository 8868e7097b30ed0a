import cookies from '@fastify/cookie';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type Account,
  AccountSchema,
  type AccountUpdate,
  AccountUpdateSchema,
  type Credentials,
  CredentialsSchema,
  type InvitationAcceptance,
  InvitationAcceptanceSchema,
  type Registration,
  RegistrationSchema,
  type Session,
  SessionSchema,
  ref,
} from 'agentaudit-schemas';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import type { AccountService, OpenedSession } from './service.ts';

export interface AuthRoutesOptions {
  guard: Guard;
  service: AccountService;
  /** Makes the account that an invitation offers. */
  acceptInvitation: (acceptance: InvitationAcceptance) => Promise<OpenedSession>;
  /** Logins and registrations a minute from one address; `false` for any number. */
  loginsPerMinute: number | false;
  /** Whether the cookie may travel over HTTPS alone. */
  secureCookie: boolean;
  refreshLifetimeSeconds: number;
}

const tags = ['Auth'];
const cookieName = 'agentaudit_refresh';

const LogoutQuery = Type.Object(
  {
    everywhere: Type.Optional(
      Type.Boolean({ description: 'End all sessions of that person, and their access tokens at once' }),
    ),
  },
  { additionalProperties: false },
);

export const authRoutes: FastifyPluginAsyncTypebox<AuthRoutesOptions> = async (app, options) => {
  const { guard, service, loginsPerMinute } = options;
  await app.register(cookies);
  const config =
    loginsPerMinute === false
      ? {}
      : {
          rateLimit: {
            max: loginsPerMinute,
            timeWindow: 60_000,
            hook: 'onRequest' as const,
            keyGenerator: (request: FastifyRequest) => request.ip,
          },
        };

  const cookie = { path: '/api/v1/auth', httpOnly: true, sameSite: 'strict', secure: options.secureCookie } as const;
  const answer = (reply: FastifyReply, { accessToken, refreshToken, organization }: OpenedSession): Session => {
    void reply.setCookie(cookieName, refreshToken, { ...cookie, maxAge: options.refreshLifetimeSeconds });
    return { accessToken, organization };
  };

  app.post(
    '/auth/register',
    {
      config,
      schema: {
        tags,
        summary: 'Create an account and its organization',
        body: ref<Registration>(RegistrationSchema),
        response: respond({ 201: ref<Session>(SessionSchema) }, [400, 403, 409, 413, 415, 429, 503]),
      },
    },
    async (request, reply) => reply.code(201).send(answer(reply, await service.register(request.body))),
  );

  app.post(
    '/auth/login',
    {
      config,
      schema: {
        tags,
        summary: 'Obtain an access token',
        body: ref<Credentials>(CredentialsSchema),
        response: respond({ 200: ref<Session>(SessionSchema) }, [400, 401, 413, 415, 429, 503]),
      },
    },
    async (request, reply) => answer(reply, await service.login(request.body)),
  );

  app.post(
    '/auth/accept-invitation',
    {
      config,
      schema: {
        tags,
        summary: 'Join the organization that sent an invitation',
        body: ref<InvitationAcceptance>(InvitationAcceptanceSchema),
        response: respond({ 201: ref<Session>(SessionSchema) }, [400, 401, 409, 413, 415, 429, 503]),
      },
    },
    async (request, reply) => reply.code(201).send(answer(reply, await options.acceptInvitation(request.body))),
  );

  app.post(
    '/auth/refresh',
    {
      schema: {
        tags,
        summary: 'Renew the access token by the session cookie',
        response: respond({ 200: ref<Session>(SessionSchema) }, [401, 429, 503]),
      },
    },
    async (request, reply) => answer(reply, await service.refresh(request.cookies[cookieName])),
  );

  app.post(
    '/auth/logout',
    {
      schema: {
        tags,
        summary: 'End the session of the cookie',
        querystring: LogoutQuery,
        response: respond({ 204: Type.Null({ description: 'Ended, or there was none' }) }, [400, 429, 503]),
      },
    },
    async (request, reply) => {
      await service.logout(request.cookies[cookieName], { everywhere: request.query.everywhere ?? false });
      return reply.clearCookie(cookieName, cookie).code(204).send(null);
    },
  );

  app.get(
    '/auth/me',
    {
      onRequest: guard('user'),
      schema: {
        tags,
        summary: 'Get the account, its plan and usage',
        response: respond({ 200: ref<Account>(AccountSchema) }, [401, 403, 429, 503]),
      },
    },
    async (request) => service.me(principalOf(request).id),
  );

  app.patch(
    '/auth/me',
    {
      onRequest: guard('user'),
      schema: {
        tags,
        summary: 'Update profile and notification preferences',
        body: ref<AccountUpdate>(AccountUpdateSchema),
        response: respond({ 200: ref<Account>(AccountSchema) }, [400, 401, 403, 413, 415, 429, 503]),
      },
    },
    async (request) => service.update(principalOf(request).id, request.body),
  );
};
