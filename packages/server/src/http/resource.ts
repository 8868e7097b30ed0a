import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type Page, type PageQuery, PageQuerySchema, ref } from 'agentaudit-schemas';
import type { FastifyInstance } from 'fastify';
import { type TSchema, Type } from 'typebox';

import { respond } from './documentation.ts';
import type { Guard } from './guard.ts';
import { IdParams } from './id-params.ts';
import { type OrganizationRef, principalOf } from './principal.ts';

/** What belongs to an organization and has an id: five routes of one shape. */
export interface Resource<Item, Input, Update> {
  /** Such as `/agents`. */
  path: string;
  tag: string;
  schemas: { item: TSchema; page: TSchema; input: TSchema; update: TSchema };
  summaries: Record<'list' | 'create' | 'get' | 'update' | 'remove', string>;
  /** What a caller should know before making one. */
  createDescription: string;
  service: ResourceService<Item, Input, Update>;
}

interface ResourceService<Item, Input, Update> {
  list(organization: OrganizationRef, query: PageQuery): Promise<Page<Item>>;
  create(organization: OrganizationRef, input: Input): Promise<Item>;
  get(organization: OrganizationRef, id: string): Promise<Item>;
  update(organization: OrganizationRef, id: string, update: Update): Promise<Item>;
  remove(organization: OrganizationRef, id: string): Promise<void>;
}

/** Declares list, create, get, update and delete: reading is for `config:read`, changing for `manage`. */
export function declareResource<Item, Input, Update>(
  instance: FastifyInstance,
  guard: Guard,
  { path, tag, schemas, summaries, createDescription, service }: Resource<Item, Input, Update>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const tags = [tag];

  app.get(
    path,
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: summaries.list,
        querystring: PageQuerySchema,
        response: respond({ 200: ref(schemas.page) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request) => service.list(principalOf(request).organization, request.query),
  );

  app.post(
    path,
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: summaries.create,
        description: createDescription,
        body: ref<Input>(schemas.input),
        response: respond({ 201: ref(schemas.item) }, [400, 401, 403, 413, 415, 429, 503]),
      },
    },
    async (request, reply) =>
      reply.code(201).send(await service.create(principalOf(request).organization, request.body as Input)),
  );

  app.get(
    `${path}/:id`,
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: summaries.get,
        params: IdParams,
        response: respond({ 200: ref(schemas.item) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => service.get(principalOf(request).organization, request.params.id),
  );

  app.patch(
    `${path}/:id`,
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: summaries.update,
        params: IdParams,
        body: ref<Update>(schemas.update),
        response: respond({ 200: ref(schemas.item) }, [400, 401, 403, 404, 413, 415, 429, 503]),
      },
    },
    async (request) => service.update(principalOf(request).organization, request.params.id, request.body as Update),
  );

  app.delete(
    `${path}/:id`,
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: summaries.remove,
        params: IdParams,
        response: respond({ 204: Type.Null({ description: 'Deleted' }) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request, reply) => {
      await service.remove(principalOf(request).organization, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
