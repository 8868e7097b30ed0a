import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type GuardrailCheck,
  GuardrailCheckSchema,
  type GuardrailVerdict,
  GuardrailVerdictSchema,
  limits,
  ref,
  type RulesInForce,
  type RulesInForceQuery,
  RulesInForceQuerySchema,
  RulesInForceSchema,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import type { GuardrailService } from './service.ts';

const tags = ['Guardrails'];

export const guardrailRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; guardrails: GuardrailService }> = async (
  app,
  { guard, guardrails },
) => {
  app.post(
    '/guardrails/check',
    {
      onRequest: guard('logs:write'),
      bodyLimit: limits.entryBytes,
      schema: {
        tags,
        summary: 'Judge an event before it happens',
        description:
          'Logged as `guardrail_check`. `content` holds the texts as they may be used, with every redaction applied. Rate limits and sequences count the event itself, not the check.',
        body: ref<GuardrailCheck>(GuardrailCheckSchema),
        response: respond(
          { 200: ref<GuardrailVerdict>(GuardrailVerdictSchema) },
          [400, 401, 403, 409, 413, 415, 429, 503],
        ),
      },
    },
    async (request) => guardrails.check(principalOf(request).organization, request.body),
  );

  app.get(
    '/guardrails/rules',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'Get the rules and policies in force, to judge where the agent runs',
        description:
          'What `compile` of agentaudit-rules takes. Ask again with `If-None-Match`: 304 while nothing changed.',
        querystring: Type.Unsafe<RulesInForceQuery>(RulesInForceQuerySchema),
        headers: Type.Object({ 'if-none-match': Type.Optional(Type.String()) }),
        response: respond(
          { 200: ref<RulesInForce>(RulesInForceSchema), 304: Type.Null({ description: 'Nothing changed' }) },
          [400, 401, 403, 429, 503],
        ),
      },
    },
    async (request, reply) => {
      const { organization } = principalOf(request);
      void reply.header('cache-control', 'private, no-cache');
      const etagOf = (revision: number) => `"${organization.id}-${revision}"`;
      const known = new Set(
        (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, '')),
      );
      const etag = etagOf(await guardrails.revision(organization));
      if (known.has(etag) || known.has('*')) return reply.code(304).header('etag', etag).send(null);
      const inForce = await guardrails.rulesInForce(organization, request.query.agentId);
      return reply.header('etag', etagOf(inForce.revision)).send(inForce);
    },
  );
};
