import { type Plan, planQuotas } from 'agentaudit-schemas';
import type { FastifyBaseLogger } from 'fastify';

import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { createQuota } from './quota.ts';
import { type BillingService, createBillingService } from './service.ts';
import { createBillingStore } from './store.ts';
import { createStripeClient } from './stripe-client.ts';

export interface BillingOptions {
  config: Config;
  logger: FastifyBaseLogger;
  now: () => number;
}

export interface Billing {
  service: BillingService;
  /** The way into the log for customers. Counts against their plan, where billing is configured. */
  meter: (ingest: Ingest) => Ingest;
  /** Logs a month that a plan holds; `null` for any number. */
  quotaOf: (plan: Plan) => number | null;
}

export function createBilling(database: Database, { config, logger, now }: BillingOptions): Billing {
  const quota = createQuota(database, now);
  const isConfigured = config.STRIPE_SECRET_KEY !== undefined;
  return {
    service: createBillingService({
      config,
      store: createBillingStore(database),
      stripe: createStripeClient(config),
      warn: (facts, message) => logger.warn(facts, message),
      onPlanChange: quota.forget,
      now,
    }),
    meter: isConfigured ? quota.meter : (ingest) => ingest,
    quotaOf: (plan) => (isConfigured ? planQuotas[plan] : null),
  };
}
