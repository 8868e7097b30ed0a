import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { apiKeyRoutes } from './api-keys/routes.ts';
import { createApiKeyService } from './api-keys/service.ts';
import { createApiKeyStore } from './api-keys/store.ts';
import { auditLogRoutes } from './audit-logs/routes.ts';
import { createAuditLogService } from './audit-logs/service.ts';
import { createAuditLogStore } from './audit-logs/store.ts';
import { createAccessTokens } from './auth/access-token.ts';
import { createFirstAccount } from './auth/first-account.ts';
import { createRefreshTokens } from './auth/refresh-token.ts';
import { authRoutes } from './auth/routes.ts';
import { sharedSecret } from './auth/secrets.ts';
import { createAccountService } from './auth/service.ts';
import { createAccountStore } from './auth/store.ts';
import { createBilling } from './billing/billing.ts';
import { billingRoutes } from './billing/routes.ts';
import { findDashboard } from './dashboard/pages.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { eventRoutes } from './events/routes.ts';
import { createAlertFeed } from './events/alert-feed.ts';
import { createHitlFeed, createLogFeed } from './events/feeds.ts';
import { createLive } from './events/live.ts';
import type { HttpError } from './errors.ts';
import { createCompliance } from './guardrails/compliance.ts';
import { measureRequests } from './health/metrics.ts';
import { healthRoutes } from './health/routes.ts';
import { createApprovals } from './hitl/approvals.ts';
import { announceRequest } from './hitl/announcement.ts';
import { sendHitlError } from './hitl/error-answer.ts';
import { hitlPlugin } from './hitl/plugin.ts';
import { acceptJsonBodies } from './http/body.ts';
import { documentApi } from './http/documentation.ts';
import { answerErrors, sendError } from './http/error-handler.ts';
import { createGuard } from './http/guard.ts';
import { collectMethods } from './http/method-not-allowed.ts';
import { createHttp } from './http/fastify.ts';
import { setHeaders } from './http/headers.ts';
import { acceptPrincipals } from './http/principal.ts';
import { limitRates } from './http/rate-limit.ts';
import { shareSchemas } from './http/shared-schemas.ts';
import { validateRequests } from './http/validation.ts';
import { createIngest } from './ingest/ingest.ts';
import { createHousekeeping, housekeeping, scheduleHousekeeping } from './jobs/housekeeping.ts';
import { measureJobs } from './jobs/measure.ts';
import { createWorkers } from './jobs/workers.ts';
import { memberRoutes } from './members/routes.ts';
import { createMemberService } from './members/service.ts';
import { createMemberStore } from './members/store.ts';
import { createNotifications } from './notifications/notifications.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { createReports } from './reports/reports.ts';
import { reportRoutes } from './reports/routes.ts';
import { createTextIndex } from './search/text-index.ts';
import { refuseWebhookUrl } from './webhooks/webhook-url.ts';

export interface AppOptions {
  config: Config;
  database: Database;
  logger: FastifyBaseLogger;
  now?: () => number;
}

const hitlPrefixes = ['/api/v1/agents/hitl', '/agents/hitl'];

/** Puts the whole server together. Closing it settles what was accepted; the database stays open. */
export async function createApp({ config, database, logger, now = Date.now }: AppOptions): Promise<FastifyInstance> {
  const app = createHttp({ config, logger, sendError: sendErrorOf });
  const onError = (error: unknown) => logger.error({ err: error }, 'background work failed');

  const dashboard = findDashboard();

  answerErrors(app, { sendError: sendErrorOf, sendPage: dashboard?.send });
  acceptPrincipals(app);
  acceptJsonBodies(app);
  validateRequests(app);
  shareSchemas(app);
  setHeaders(app);
  if (config.RATE_LIMIT === 'on') await limitRates(app, { requestsPerMinute: config.RATE_LIMIT_REQUESTS });
  await documentApi(app, { publicUrl: config.PUBLIC_URL });
  await dashboard?.register(app);
  const refuseOtherMethods = collectMethods(app);
  const measurements = measureRequests(app);

  const billing = createBilling(database, { config, logger, now });
  const accountStore = createAccountStore(database);
  const refreshTokens = createRefreshTokens(database, now);
  const accounts = createAccountService({
    store: accountStore,
    accessTokens: createAccessTokens({ secret: config.JWT_SECRET ?? (await sharedSecret(database, 'jwt')), now }),
    refreshTokens,
    registration: config.REGISTRATION,
    quotaOf: billing.quotaOf,
    refuseWebhookUrl: (url) => refuseWebhookUrl(url, { allowPrivate: config.ALLOW_PRIVATE_WEBHOOKS }),
    now,
  });
  const apiKeys = createApiKeyService({ store: createApiKeyStore(database), now, onError });
  const members = createMemberService({ store: createMemberStore(database), accounts, now });
  const guard = createGuard({ byKey: apiKeys.authenticate, byToken: accounts.authenticate });

  const textIndex = createTextIndex(database, onError);
  const logStore = createAuditLogStore(database, textIndex);
  const live = createLive(database, {
    feeds: [createLogFeed(logStore), createHitlFeed(database), createAlertFeed(database)],
    now,
    onError,
  });
  const logs = createAuditLogService(logStore);
  const compliance = createCompliance(database, { logs, logStore, now });
  const ingest = createIngest(database, {
    judge: compliance.judge,
    requestHashKey: await sharedSecret(database, 'request_hash'),
    readLogs: ({ number }, seqs) => logStore.read(number, seqs, { payload: true }),
    onCommitted: ({ number }, committed) => {
      textIndex.committed(number, committed.length);
      live.committed(number, 'audit_log');
      live.committed(number, 'alert');
    },
    now,
  });

  const notifications = createNotifications(database, { config, onEnqueued: () => workers.wake(), now });
  const reports = createReports(database, { onEnqueued: () => workers.wake(), now });
  const workers = createWorkers(database, {
    handlers: {
      ...notifications.handlers,
      ...reports.handlers,
      ...compliance.jobHandlers,
      [housekeeping]: createHousekeeping(database, now),
    },
    logger,
    now,
  });
  measureJobs(measurements, workers.count);

  const approvals = createApprovals(database, {
    ingest,
    live,
    notifyRequested: announceRequest(database),
    onError,
  });

  const metered = billing.meter(ingest);
  const judged = compliance.start({ ingest, metered, onError });

  await app.register(healthRoutes, { ping: () => database.ping() });
  await app.register(
    async (api) => {
      await api.register(authRoutes, {
        guard,
        service: accounts,
        acceptInvitation: members.accept,
        loginsPerMinute: config.RATE_LIMIT === 'on' && config.RATE_LIMIT_LOGINS,
        secureCookie: config.PUBLIC_URL?.startsWith('https:') ?? false,
        refreshLifetimeSeconds: refreshTokens.lifetimeSeconds,
      });
      await api.register(apiKeyRoutes, { guard, service: apiKeys });
      await api.register(memberRoutes, { guard, service: members });
      await api.register(eventRoutes, { guard, live, onError });
      await api.register(auditLogRoutes, { guard, ingest: metered, service: logs });
      await api.register(judged.routes, { guard, wakeWorkers: workers.wake });
      await api.register(billingRoutes, { guard, service: billing.service, publicUrl: config.PUBLIC_URL });
      await api.register(notificationRoutes, { guard, service: notifications.service });
      await api.register(reportRoutes, { guard, service: reports.service });
    },
    { prefix: '/api/v1' },
  );
  for (const prefix of hitlPrefixes) {
    await app.register(hitlPlugin, { prefix, guard, service: approvals.service });
  }
  refuseOtherMethods();

  app.addHook('preClose', async () => approvals.release());
  app.addHook('onClose', async () => {
    await approvals.close();
    await live.close();
    await judged.close();
    await workers.close();
    await notifications.close();
    await ingest.drain();
    await textIndex.close();
    await apiKeys.close().catch(onError);
  });
  await createFirstAccount(config, { accounts, store: accountStore, apiKeys });
  await scheduleHousekeeping(database, now());
  await app.ready();
  workers.start();
  return app;
}

/** Each part of the API has its own shape of errors, also where no route was found. */
function sendErrorOf(error: HttpError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isHitl = hitlPrefixes.some((prefix) => request.url.startsWith(`${prefix}/`));
  return isHitl ? sendHitlError(error, reply) : sendError(error, request, reply);
}
