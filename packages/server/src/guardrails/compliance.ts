import type { FastifyPluginAsync } from 'fastify';

import { agentRoutes } from '../agents/routes.ts';
import { createAgentService } from '../agents/service.ts';
import { alertRoutes } from '../alerts/routes.ts';
import { createAlertService } from '../alerts/service.ts';
import type { AuditLogService } from '../audit-logs/service.ts';
import type { AuditLogStore } from '../audit-logs/store.ts';
import { ruleRoutes } from '../compliance-rules/routes.ts';
import { createRuleService } from '../compliance-rules/service.ts';
import { createRuleTester } from '../compliance-rules/test.ts';
import type { Database } from '../db/database.ts';
import { acceptJsonBodies } from '../http/body.ts';
import type { Guard } from '../http/guard.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Judge } from '../ingest/judge.ts';
import type { JobHandler } from '../jobs/job.ts';
import { packRoutes } from '../packs/routes.ts';
import { createPackService } from '../packs/service.ts';
import { createAnalytics } from '../policies/analytics.ts';
import { analyticsRoutes } from '../policies/analytics-routes.ts';
import { attachmentRoutes } from '../policies/attachment-routes.ts';
import { createAttachmentService } from '../policies/attachment-service.ts';
import { backtestRoutes } from '../policies/backtest-routes.ts';
import { backtestJob, createBacktestService } from '../policies/backtest-service.ts';
import { policyRoutes } from '../policies/routes.ts';
import { createPolicyService } from '../policies/service.ts';
import { policyVersionRoutes } from '../policies/version-routes.ts';
import { createPolicyVersionService } from '../policies/version-service.ts';
import { createRuleJudge } from './judge.ts';
import { createRuleSets } from './rule-sets.ts';
import { guardrailRoutes } from './routes.ts';
import { createGuardrailService } from './service.ts';
import { createSettlement } from './settlement.ts';
import { warmUpForRules } from './warm-up.ts';

export interface ComplianceOptions {
  logs: AuditLogService;
  logStore: AuditLogStore;
  now: () => number;
}

export interface ComplianceStart {
  /** For what the server itself records. */
  ingest: Ingest;
  /** For what customers send. */
  metered: Ingest;
  onError: (error: unknown) => void;
}

/**
 * All that judges logs, and what comes of it: rules, packs, agents, policies, alerts, guardrails. The
 * judge goes into the ingest, and `start` takes the ingest that it went into.
 */
export function createCompliance(database: Database, { logs, logStore, now }: ComplianceOptions) {
  const ruleSets = createRuleSets(database.query);
  const judge: Judge = createRuleJudge(database, ruleSets);
  const backtests = createBacktestService(database, { logs, logStore, now });
  const jobHandlers: Record<string, JobHandler> = { [backtestJob]: backtests.handler };

  function start({ ingest, metered, onError }: ComplianceStart) {
    const settlement = createSettlement(database, { ingest, ruleSets, now, onError });
    const guardrails = createGuardrailService(database, metered);
    const rules = createRuleService(database, now);
    const warmed = warmUpForRules(database.query).catch(onError);

    const routes: FastifyPluginAsync<{ guard: Guard; wakeWorkers: () => void }> = async (
      api,
      { guard, wakeWorkers },
    ) => {
      // Several of these take no body, and callers that send its type all the same.
      acceptJsonBodies(api, { emptyIsNone: true });
      await api.register(packRoutes, { guard, packs: createPackService(database, now) });
      await api.register(ruleRoutes, { guard, rules, testRule: createRuleTester(rules) });
      await api.register(alertRoutes, { guard, alerts: createAlertService(database, now) });
      await api.register(agentRoutes, { guard, agents: createAgentService(database, now) });
      await api.register(policyRoutes, { guard, policies: createPolicyService(database, now) });
      await api.register(policyVersionRoutes, { guard, versions: createPolicyVersionService(database, now) });
      await api.register(attachmentRoutes, { guard, attachments: createAttachmentService(database) });
      await api.register(analyticsRoutes, { guard, analytics: createAnalytics(database) });
      await api.register(backtestRoutes, { guard, backtests, onStarted: wakeWorkers });
      await api.register(guardrailRoutes, { guard, guardrails });
    };

    const close = async () => {
      await warmed;
      await settlement.close();
    };
    return { routes, close };
  }

  return { judge, jobHandlers, start };
}
