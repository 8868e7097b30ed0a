import { Readable } from 'node:stream';

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type PageQuery,
  PageQuerySchema,
  ref,
  type Report,
  type ReportInput,
  ReportInputSchema,
  ReportPageSchema,
  ReportSchema,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { IdParams } from '../http/id-params.ts';
import { principalOf } from '../http/principal.ts';
import type { ReportService } from './service.ts';

export interface ReportRoutesOptions {
  guard: Guard;
  service: ReportService;
}

const tags = ['Reports'];

export const reportRoutes: FastifyPluginAsyncTypebox<ReportRoutesOptions> = async (app, { guard, service }) => {
  // Whoever asks for a report can read it, also with a key that reads no logs.
  const mayRead = guard('logs:read', 'manage');
  app.get(
    '/reports',
    {
      onRequest: mayRead,
      schema: {
        tags,
        summary: 'List reports, the newest first',
        querystring: Type.Unsafe<PageQuery>(PageQuerySchema),
        response: respond({ 200: ref(ReportPageSchema) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => service.list(principalOf(request).organization, request.query),
  );

  app.post(
    '/reports',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Request a report over a window of time',
        description: 'It is made in the background: ask for its status until that is `ready` or `failed`.',
        body: ref<ReportInput>(ReportInputSchema),
        response: respond({ 202: ref<Report>(ReportSchema) }, [400, 401, 403, 413, 415, 429, 503]),
      },
    },
    async (request, reply) => reply.code(202).send(await service.create(principalOf(request), request.body)),
  );

  app.get(
    '/reports/:id',
    {
      onRequest: mayRead,
      schema: {
        tags,
        summary: 'Check the status of a report',
        params: IdParams,
        response: respond({ 200: ref<Report>(ReportSchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => service.get(principalOf(request).organization, request.params.id),
  );

  app.get(
    '/reports/:id/download',
    {
      onRequest: mayRead,
      schema: {
        tags,
        summary: 'Download the file of a report',
        params: IdParams,
        response: respond(
          { 200: Type.Any({ description: 'The file: PDF, CSV or JSON' }) },
          [400, 401, 403, 404, 409, 429, 503],
        ),
      },
    },
    async (request, reply) => {
      const { name, contentType, bytes, content } = await service.download(
        principalOf(request).organization,
        request.params.id,
      );
      return reply
        .header('content-type', contentType)
        .header('content-length', bytes)
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(Readable.from(content));
    },
  );

  app.delete(
    '/reports/:id',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Delete a report',
        params: IdParams,
        response: respond({ 204: Type.Null({ description: 'Deleted' }) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request, reply) => {
      await service.remove(principalOf(request).organization, request.params.id);
      return reply.code(204).send(null);
    },
  );
};
