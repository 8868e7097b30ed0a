import type { Plan } from 'agentaudit-schemas';

/** The tables of what the server does after it has answered: jobs, deliveries, reports, billing. */
export interface JobTables {
  jobs: JobsTable;
  deliveries: DeliveriesTable;
  delivery_attempts: DeliveryAttemptsTable;
  webhook_secrets: WebhookSecretsTable;
  reports: ReportsTable;
  report_chunks: ReportChunksTable;
  stripe_customers: StripeCustomersTable;
  stripe_subscriptions: StripeSubscriptionsTable;
  stripe_events: StripeEventsTable;
}

/** Work still to be done, or given up on. What is done is deleted. */
export interface JobsTable {
  /** 0 for what belongs to no organization. */
  org: number;
  id: string;
  kind: string;
  payload: string;
  state: 'waiting' | 'dead';
  /** When it may be claimed: of a job that runs, when its lease ends. */
  run_at: number;
  /** How often it was claimed. */
  attempts: number;
  /** Of whoever works on it. Only the holder may settle it. */
  lease: string | null;
  last_error: string | null;
  created_at: number;
}

export type DeliveryChannel = 'webhook' | 'email';

/** One message to one receiver, as the delivery log shows it. */
export interface DeliveriesTable {
  org: number;
  id: string;
  user_id: string;
  channel: DeliveryChannel;
  event: string;
  destination: string;
  /** A webhook's body as it is signed and sent; an e-mail's items as a JSON array. */
  payload: string;
  /** An e-mail gathers what comes until it is sent, and then it is fixed. */
  status: 'gathering' | 'pending' | 'delivered' | 'failed';
  attempts: number;
  next_attempt_at: number | null;
  created_at: number;
  settled_at: number | null;
}

export interface DeliveryAttemptsTable {
  org: number;
  delivery_id: string;
  number: number;
  at: number;
  duration_ms: number;
  response_status: number | null;
  response_body: string | null;
  error: string | null;
}

/** What a person's webhooks are signed with. The one before still signs too for a while, so that receivers can change over. */
export interface WebhookSecretsTable {
  org: number;
  user_id: string;
  secret: string;
  previous: string | null;
  previous_until: number | null;
}

export interface ReportsTable {
  org: number;
  id: string;
  type: string;
  format: string;
  from_at: number;
  to_at: number;
  status: 'pending' | 'running' | 'ready' | 'failed';
  progress: number;
  error: string | null;
  bytes: number | null;
  created_by: string;
  created_at: number;
  finished_at: number | null;
}

/** A report's file, in pieces that any server process can stream. */
export interface ReportChunksTable {
  org: number;
  report_id: string;
  part: number;
  content: Uint8Array;
}

/** Which organization a Stripe customer is. */
export interface StripeCustomersTable {
  id: string;
  org: number;
  created_at: number;
}

/** The last known state of a subscription; it may be heard of before its customer is known. */
export interface StripeSubscriptionsTable {
  id: string;
  org: number | null;
  customer_id: string;
  status: string;
  plan: Plan | null;
  price_id: string | null;
  current_period_end: number | null;
  cancel_at_period_end: number;
  /** When Stripe made the event that this state is from, and its rank among events of that second. */
  event_at: number;
  event_rank: number;
}

/** Every event once, however often it is sent. */
export interface StripeEventsTable {
  id: string;
  received_at: number;
}
