import { type Kysely, sql } from 'kysely';

import type { Engine } from '../database.ts';

/** What the server does after it has answered: the outbox, the delivery log, reports and billing. */
export function jobs(engine: Engine) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of [...tables(engine), ...indexes]) await sql.raw(statement).execute(db);
    },
  };
}

function tables(engine: Engine): string[] {
  const bytes = engine === 'sqlite' ? 'BLOB' : 'BYTEA';
  const float = engine === 'sqlite' ? 'REAL' : 'DOUBLE PRECISION';
  return [
    `CREATE TABLE jobs (
      org BIGINT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL,
      run_at BIGINT NOT NULL, attempts INTEGER NOT NULL, lease TEXT, last_error TEXT, created_at BIGINT NOT NULL,
      PRIMARY KEY (org, id))`,
    `CREATE TABLE deliveries (
      org BIGINT NOT NULL, id TEXT NOT NULL, user_id TEXT NOT NULL, channel TEXT NOT NULL, event TEXT NOT NULL,
      destination TEXT NOT NULL, payload TEXT NOT NULL, status TEXT NOT NULL, attempts INTEGER NOT NULL,
      next_attempt_at BIGINT, created_at BIGINT NOT NULL, settled_at BIGINT, PRIMARY KEY (org, id))`,
    `CREATE TABLE delivery_attempts (
      org BIGINT NOT NULL, delivery_id TEXT NOT NULL, number INTEGER NOT NULL, at BIGINT NOT NULL,
      duration_ms BIGINT NOT NULL, response_status INTEGER, response_body TEXT, error TEXT,
      PRIMARY KEY (org, delivery_id, number),
      FOREIGN KEY (org, delivery_id) REFERENCES deliveries (org, id) ON DELETE CASCADE)`,
    `CREATE TABLE webhook_secrets (
      org BIGINT NOT NULL, user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE, secret TEXT NOT NULL,
      previous TEXT, previous_until BIGINT, PRIMARY KEY (org, user_id))`,
    `CREATE TABLE reports (
      org BIGINT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, format TEXT NOT NULL, from_at BIGINT NOT NULL,
      to_at BIGINT NOT NULL, status TEXT NOT NULL, progress ${float} NOT NULL, error TEXT, bytes BIGINT,
      created_by TEXT NOT NULL, created_at BIGINT NOT NULL, finished_at BIGINT, PRIMARY KEY (org, id))`,
    `CREATE TABLE report_chunks (
      org BIGINT NOT NULL, report_id TEXT NOT NULL, part INTEGER NOT NULL, content ${bytes} NOT NULL,
      PRIMARY KEY (org, report_id, part),
      FOREIGN KEY (org, report_id) REFERENCES reports (org, id) ON DELETE CASCADE)`,
    `CREATE TABLE stripe_customers (
      id TEXT PRIMARY KEY, org BIGINT NOT NULL REFERENCES organizations (number), created_at BIGINT NOT NULL)`,
    `CREATE TABLE stripe_subscriptions (
      id TEXT PRIMARY KEY, org BIGINT REFERENCES organizations (number), customer_id TEXT NOT NULL,
      status TEXT NOT NULL, plan TEXT, price_id TEXT, current_period_end BIGINT,
      cancel_at_period_end INTEGER NOT NULL, event_at BIGINT NOT NULL, event_rank INTEGER NOT NULL)`,
    `CREATE TABLE stripe_events (id TEXT PRIMARY KEY, received_at BIGINT NOT NULL)`,
  ];
}

const indexes = [
  // What is due, for whoever claims: over all organizations, so the kind stands first.
  `CREATE INDEX jobs_due ON jobs (kind, run_at, org) WHERE state = 'waiting'`,
  `CREATE INDEX jobs_dead ON jobs (created_at) WHERE state = 'dead'`,
  `CREATE INDEX deliveries_gathering ON deliveries (org, user_id, event) WHERE status = 'gathering'`,
  `CREATE INDEX deliveries_user ON deliveries (org, user_id, created_at)`,
  `CREATE INDEX deliveries_age ON deliveries (created_at)`,
  `CREATE INDEX stripe_customers_org ON stripe_customers (org)`,
  `CREATE INDEX stripe_subscriptions_org ON stripe_subscriptions (org)`,
  `CREATE INDEX stripe_subscriptions_customer ON stripe_subscriptions (customer_id)`,
  `CREATE INDEX stripe_events_age ON stripe_events (received_at)`,
];
