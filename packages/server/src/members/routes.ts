import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type Invitation,
  InvitationSchema,
  type InvitedMember,
  InvitedMemberSchema,
  type Member,
  MemberPageSchema,
  MemberSchema,
  type MemberUpdate,
  MemberUpdateSchema,
  type Page,
  PageQuerySchema,
  ref,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { IdParams } from '../http/id-params.ts';
import { principalOf } from '../http/principal.ts';
import type { MemberService } from './service.ts';

const tags = ['Members'];

export const memberRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; service: MemberService }> = async (
  app,
  { guard, service },
) => {
  app.get(
    '/auth/members',
    {
      onRequest: guard('user'),
      schema: {
        tags,
        summary: 'List the members of the organization, and whom it invited',
        querystring: PageQuerySchema,
        response: respond({ 200: ref<Page<Member>>(MemberPageSchema) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => service.list(principalOf(request).organization, request.query),
  );

  app.post(
    '/auth/members',
    {
      onRequest: guard('admin'),
      schema: {
        tags,
        summary: 'Invite somebody: the answer shows the token this once',
        description: 'Good for a week. Inviting the same address again makes a new token in place of the first.',
        body: ref<Invitation>(InvitationSchema),
        response: respond({ 201: ref<InvitedMember>(InvitedMemberSchema) }, [400, 401, 403, 409, 413, 415, 429, 503]),
      },
    },
    async (request, reply) => reply.code(201).send(await service.invite(principalOf(request), request.body)),
  );

  app.patch(
    '/auth/members/:id',
    {
      onRequest: guard('admin'),
      schema: {
        tags,
        summary: "Change a member's role: it holds at once, whatever token they have",
        params: IdParams,
        body: ref<MemberUpdate>(MemberUpdateSchema),
        response: respond({ 200: ref<Member>(MemberSchema) }, [400, 401, 403, 404, 409, 413, 415, 429, 503]),
      },
    },
    async (request) => service.changeRole(principalOf(request), request.params.id, request.body.role),
  );

  app.delete(
    '/auth/members/:id',
    {
      onRequest: guard('user'),
      schema: {
        tags,
        summary: 'Remove a member, withdraw an invitation, or leave',
        params: IdParams,
        response: respond({ 204: Type.Null({ description: 'Gone' }) }, [401, 403, 404, 409, 429, 503]),
      },
    },
    async (request, reply) => {
      await service.remove(principalOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
};
