import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type Backtest,
  type BacktestInput,
  BacktestInputSchema,
  BacktestSchema,
  limits,
  ref,
} from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import type { BacktestService } from './backtest-service.ts';

const tags = ['Policies'];
const Identifier = Type.String({ maxLength: limits.identifierLength });

export interface BacktestRoutesOptions {
  guard: Guard;
  backtests: BacktestService;
  onStarted: () => void;
}

export const backtestRoutes: FastifyPluginAsyncTypebox<BacktestRoutesOptions> = async (
  app,
  { guard, backtests, onStarted },
) => {
  app.post(
    '/policies/:id/backtest',
    {
      onRequest: guard('manage'),
      schema: {
        tags,
        summary: 'Try a draft or a version of a policy on the logs that are stored',
        description: 'Runs in the background; the answer’s `location` tells how far it is. It changes nothing.',
        params: Type.Object({ id: Identifier }),
        body: Type.Union([ref<BacktestInput>(BacktestInputSchema), Type.Null()]),
        response: respond({ 202: ref<Backtest>(BacktestSchema) }, [400, 401, 403, 404, 413, 415, 429, 503]),
      },
    },
    async (request, reply) => {
      const { organization } = principalOf(request);
      const backtest = await backtests.start(organization, request.params.id, request.body ?? {});
      onStarted();
      const location = `/api/v1/policies/${backtest.policyId}/backtests/${backtest.id}`;
      return reply.code(202).header('location', location).send(backtest);
    },
  );

  app.get(
    '/policies/:id/backtests/:backtestId',
    {
      onRequest: guard('config:read'),
      schema: {
        tags,
        summary: 'Get the progress of a backtest, and its result when it is ready',
        params: Type.Object({ id: Identifier, backtestId: Identifier }),
        response: respond({ 200: ref<Backtest>(BacktestSchema) }, [400, 401, 403, 404, 429, 503]),
      },
    },
    async (request) => {
      const { id, backtestId } = request.params;
      return backtests.get(principalOf(request).organization, id, backtestId);
    },
  );
};
