import { Readable } from 'node:stream';

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type AuditLog,
  AuditLogExportQuerySchema,
  type AuditLogInput,
  AuditLogInputSchema,
  AuditLogPageSchema,
  type AuditLogQuery,
  AuditLogQuerySchema,
  AuditLogSchema,
  type BatchEntry,
  BatchInputSchema,
  ChainSchema,
  limits,
  TraceQuerySchema,
  TraceSchema,
  ref,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import type { Guard } from '../http/guard.ts';
import { IdParams } from '../http/id-params.ts';
import { respond } from '../http/documentation.ts';
import { principalOf } from '../http/principal.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { exportWriters } from './export-format.ts';
import type { AuditLogService } from './service.ts';

export interface AuditLogRoutesOptions {
  guard: Guard;
  ingest: Ingest;
  service: AuditLogService;
}

const tags = ['Audit logs'];

export const auditLogRoutes: FastifyPluginAsyncTypebox<AuditLogRoutesOptions> = async (
  app,
  { guard, ingest, service },
) => {
  app.post(
    '/audit-logs',
    {
      onRequest: guard('logs:write'),
      bodyLimit: limits.entryBytes,
      schema: {
        tags,
        summary: 'Log a single event',
        description:
          'The log is durable when this answers. A repeated `id` with the same content answers as the first time.',
        body: ref<AuditLogInput>(AuditLogInputSchema),
        response: respond({ 201: ref<AuditLog>(AuditLogSchema) }, [400, 401, 403, 409, 413, 415, 429, 503]),
      },
    },
    async (request, reply) => reply.code(201).send(await ingest.log(principalOf(request).organization, request.body)),
  );

  app.post(
    '/audit-logs/batch',
    {
      onRequest: guard('logs:write'),
      bodyLimit: limits.batchBytes,
      schema: {
        tags,
        summary: 'Log up to 50 events: all of them or none',
        description:
          'Answers the ids in the order given, or the stored logs with the header `Prefer: return=representation`.',
        headers: Type.Object({ prefer: Type.Optional(Type.String()) }),
        body: ref<BatchEntry[]>(BatchInputSchema),
        response: respond(
          { 201: Type.Array(Type.Union([Type.String(), ref<AuditLog>(AuditLogSchema)])) },
          [400, 401, 403, 409, 413, 415, 429, 503],
        ),
      },
    },
    async (request, reply) => {
      const logs = await ingest.batch(principalOf(request).organization, request.body);
      if (!isLoopback(request.ip)) void reply.header('accept-encoding', 'gzip');
      const wantsLogs = /(^|[,;\s])return=representation($|[,;\s])/.test(request.headers.prefer ?? '');
      if (wantsLogs) void reply.header('preference-applied', 'return=representation');
      return reply.code(201).send(wantsLogs ? logs : logs.map(({ id }) => id));
    },
  );

  app.get(
    '/audit-logs',
    {
      onRequest: guard('logs:read'),
      schema: {
        tags,
        summary: 'List, filter and search logs',
        querystring: Type.Unsafe<AuditLogQuery>(AuditLogQuerySchema),
        response: respond({ 200: ref(AuditLogPageSchema) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => service.list(principalOf(request).organization, request.query),
  );

  app.get(
    '/audit-logs/export',
    {
      onRequest: guard('logs:read'),
      schema: {
        tags,
        summary: 'Export logs as CSV, JSON or NDJSON',
        querystring: Type.Unsafe<Parameters<AuditLogService['exportLogs']>[1]>(AuditLogExportQuerySchema),
        response: respond({ 200: Type.Any({ description: 'The file, streamed' }) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request, reply) => {
      const { format = 'json' } = request.query;
      const writer = exportWriters[format];
      const pages = service.exportLogs(principalOf(request).organization, request.query);
      // The first page is read before the answer starts: what fails by then is still an error.
      const first = await pages.next();
      const file = `audit-logs-${new Date().toISOString().slice(0, 10)}.${format}`;
      async function* write() {
        yield writer.head + (first.done === true ? '' : writer.page(first.value, true));
        for await (const logs of pages) yield writer.page(logs, false);
        yield writer.tail;
      }
      return reply
        .header('content-type', writer.contentType)
        .header('content-disposition', `attachment; filename="${file}"`)
        .send(Readable.from(write()));
    },
  );

  app.get(
    '/audit-logs/:id',
    {
      onRequest: guard('logs:read'),
      schema: {
        tags,
        summary: 'Get one log',
        params: IdParams,
        response: respond({ 200: ref<AuditLog>(AuditLogSchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => service.get(principalOf(request).organization, request.params.id),
  );

  app.get(
    '/audit-logs/trace/:traceId',
    {
      onRequest: guard('logs:read'),
      schema: {
        tags,
        summary: 'Get all logs of a trace, by time',
        params: Type.Object({ traceId: Type.String({ maxLength: limits.identifierLength }) }),
        querystring: TraceQuerySchema,
        response: respond({ 200: ref<Readable>(TraceSchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request, reply) => {
      const { payload = true } = request.query;
      const text = await service.trace(principalOf(request).organization, request.params.traceId, { payload });
      return reply.header('content-type', 'application/json; charset=utf-8').send(Readable.from(text));
    },
  );

  app.get(
    '/audit-logs/:id/chain',
    {
      onRequest: guard('logs:read'),
      schema: {
        tags,
        summary: 'Walk the parents of a log up to the root',
        params: IdParams,
        response: respond({ 200: ref(ChainSchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => service.chain(principalOf(request).organization, request.params.id),
  );
};

/** On one machine packing costs more than it saves, so only others are told that they may. */
function isLoopback(ip: string): boolean {
  return ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.');
}
