import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { errors } from '../errors.ts';
import { respond } from '../http/documentation.ts';

const tags = ['Health'];
const Status = Type.Object({ status: Type.Literal('ok') });
const pingTimeoutMs = 3000;

export interface HealthRoutesOptions {
  /** Asks the database something; rejects when it does not answer. */
  ping: () => Promise<void>;
}

export const healthRoutes: FastifyPluginAsyncTypebox<HealthRoutesOptions> = async (app, { ping }) => {
  app.get(
    '/livez',
    {
      config: { rateLimit: false },
      schema: { tags, summary: 'The process answers', response: respond({ 200: Status }, []) },
    },
    async () => ({ status: 'ok' as const }),
  );

  app.get(
    '/readyz',
    {
      config: { rateLimit: false },
      schema: { tags, summary: 'The database answers too', response: respond({ 200: Status }, [503]) },
    },
    async () => {
      await Promise.race([ping(), timeout()]).catch((error: unknown) => {
        throw errors.unavailable('The database does not answer', error);
      });
      return { status: 'ok' as const };
    },
  );
};

function timeout(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${pingTimeoutMs} ms`)), pingTimeoutMs).unref();
  });
}
