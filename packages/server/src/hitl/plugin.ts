import type { FastifyInstance } from 'fastify';

import { errors } from '../errors.ts';
import { acceptJsonBodies } from '../http/body.ts';
import type { Guard } from '../http/guard.ts';
import { collectMethods } from '../http/method-not-allowed.ts';
import { auditRoutes } from './audit-routes.ts';
import { answerHitlErrors } from './error-answer.ts';
import { assertExactJson } from './exact-json.ts';
import { requestRoutes } from './request-routes.ts';
import type { HitlService } from './service.ts';

export interface HitlPluginOptions {
  guard: Guard;
  service: HitlService;
}

/** Where a body holds what a tool is to run with. */
const argumentFields = ['tool.arguments', 'arguments', 'edited_arguments'];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The HITL routes, relative to their prefix, with an error shape of their own. */
export async function hitlPlugin(app: FastifyInstance, { guard, service }: HitlPluginOptions): Promise<void> {
  app.setErrorHandler(answerHitlErrors());
  acceptJsonBodies(app, { emptyIsNone: true, inspect: (text) => assertExactJson(text, argumentFields) });
  readQueriesByHand(app);
  const refuseOtherMethods = collectMethods(app);
  await app.register(auditRoutes, { guard, service });
  await app.register(requestRoutes, { guard, service });
  refuseOtherMethods();
  refuseOtherPaths(app);
}

/** The reference's messages for query parameters are literal: the routes read them, the schemas document them. */
function readQueriesByHand(app: FastifyInstance): void {
  const inherited = app.validatorCompiler!;
  app.setValidatorCompiler((route) => (route.httpPart === 'querystring' ? () => true : inherited(route)));
}

/** All under the prefix is answered here: no agent can have the id `hitl`. */
function refuseOtherPaths(app: FastifyInstance): void {
  for (const url of ['', '/*']) {
    app.route({
      method: methods,
      url,
      schema: { hide: true },
      exposeHeadRoute: false,
      onRequest: async (request) => {
        throw errors.notFound(`Route ${request.method} ${request.url.split('?', 1)[0]}`);
      },
      handler: async () => undefined,
    });
  }
}
