import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { EventStreamHeadersSchema } from 'agentaudit-schemas';
import { Type } from 'typebox';

import { respond } from '../http/documentation.ts';
import type { Guard } from '../http/guard.ts';
import { principalOf } from '../http/principal.ts';
import { parseEventId } from './event-id.ts';
import type { Live } from './live.ts';
import { createEventStream } from './stream.ts';

export interface EventRoutesOptions {
  guard: Guard;
  live: Live;
  onError: (error: unknown) => void;
}

export const eventRoutes: FastifyPluginAsyncTypebox<EventRoutesOptions> = async (app, options) => {
  const { guard, live, onError } = options;
  const { feeds, pulse, standing } = live;
  const shutdown = new AbortController();
  app.addHook('preClose', async () => shutdown.abort());

  app.get(
    '/events',
    {
      onRequest: guard('logs:read'),
      exposeHeadRoute: false,
      schema: {
        tags: ['Events'],
        summary: 'Follow new logs, alerts and approvals as they are committed',
        description:
          'Server-sent events `audit_log`, `alert` and `hitl`, as far as the credential may read them. ' +
          'With `Last-Event-ID` the stream continues after that event, on any server process, without a gap.',
        headers: EventStreamHeadersSchema,
        querystring: Type.Object({}, { additionalProperties: false }),
        response: respond({ 200: Type.Any({ description: 'text/event-stream' }) }, [400, 401, 403, 429, 503]),
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const org = principal.organization.number;
      const mine = feeds.filter(({ scope }) => principal.scopes.has(scope));
      const lastEventId = request.headers['last-event-id'];
      const known = lastEventId === undefined || lastEventId === '' ? {} : parseEventId(lastEventId);
      const ends = await pulse.positions(org);
      const positions = Object.fromEntries(mine.map(({ name }) => [name, known[name] ?? ends[name] ?? 0]));

      const revoked = new AbortController();
      const stream = createEventStream({
        pulse,
        feeds: mine,
        org,
        positions,
        signal: AbortSignal.any([shutdown.signal, revoked.signal]),
        onError,
      });
      stream.once(
        'close',
        standing.watch(principal, () => revoked.abort()),
      );
      return reply
        .headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
        .send(stream);
    },
  );
};
