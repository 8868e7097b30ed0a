import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type InstalledPack,
  InstalledPackSchema,
  limits,
  type PackInstall,
  PackInstallSchema,
  type PackPage,
  PackPageSchema,
  PageQuerySchema,
  ref,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import type { PackService } from './service.ts';

const tags = ['Compliance'];

export const packRoutes: FastifyPluginAsyncTypebox<{ guard: Guard; packs: PackService }> = async (
  app,
  { guard, packs },
) => {
  app.get(
    '/compliance-rules/packs',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'List the available packs with their rules',
        querystring: PageQuerySchema,
        response: respond({ 200: ref<PackPage>(PackPageSchema) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => packs.list(principalOf(request).organization, request.query),
  );

  app.get(
    '/compliance-rules/packs/installed',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'List the installed packs',
        querystring: PageQuerySchema,
        response: respond({ 200: ref<PackPage>(PackPageSchema) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => packs.list(principalOf(request).organization, request.query, { installedOnly: true }),
  );

  app.post(
    '/compliance-rules/packs',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Install a pack: its rules judge the next log',
        description: '201 the first time; 200 when it is installed already, and nothing is doubled.',
        body: ref<PackInstall>(PackInstallSchema),
        response: respond(
          { 200: ref<InstalledPack>(InstalledPackSchema), 201: ref<InstalledPack>(InstalledPackSchema) },
          [400, 401, 403, 413, 415, 429, 503],
        ),
      },
    },
    async (request, reply) => {
      const { isNew, pack } = await packs.install(principalOf(request).organization, request.body.packId);
      return reply.code(isNew ? 201 : 200).send(pack);
    },
  );

  app.delete(
    '/compliance-rules/packs/:packId',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Uninstall a pack: its rules are deleted, copies in cloned policies stay',
        params: Type.Object({ packId: Type.String({ maxLength: limits.identifierLength }) }),
        response: respond({ 204: Type.Null({ description: 'Uninstalled' }) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request, reply) => {
      await packs.uninstall(principalOf(request).organization, request.params.packId);
      return reply.code(204).send(null);
    },
  );
};
