import type { Transaction } from 'kysely';

import type { Engine } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { DeliveriesTable } from '../db/tables/jobs.ts';
import { newId } from '../ids.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { NotificationEvent } from './notify.ts';
import type { Recipient } from './recipients.ts';

export const emailDelivery = 'email.deliver';

/** What comes within this time goes into one e-mail. */
const gatherMs = 1000;
/** Whoever got so many e-mails of a kind lately gets the next ones as a digest. */
const calmEmails = 5;
const latelyMs = 600_000;
/** How long a digest gathers. A request for approval waits for somebody, so it waits less. */
const digestMs = { 'alert.created': 300_000, 'approval.requested': 30_000 };
/** Items that an e-mail lists; of the rest it says the number. */
const keptItems = 50;

/** What an e-mail tells of. */
export interface EmailContent {
  items: NotificationEvent[];
  /** All that came, the items included. */
  total: number;
  critical: number;
}

export interface GatherOptions {
  engine: Engine;
  org: number;
  recipient: Recipient;
  event: NotificationEvent['type'];
  items: NotificationEvent[];
  nowMs: number;
}

/** Puts items into the e-mail that this person gets next, and makes one when none is being gathered. */
export async function gatherEmail(query: Transaction<Tables>, options: GatherOptions): Promise<void> {
  const { engine, org, recipient, event, items, nowMs } = options;
  if (engine === 'postgres') {
    // One at a time for a person, or each would make an e-mail of its own.
    await query.selectFrom('users').select('id').where('id', '=', recipient.userId).forUpdate().execute();
  }
  let gathering = query
    .selectFrom('deliveries')
    .select(['id', 'payload'])
    .where('org', '=', org)
    .where('user_id', '=', recipient.userId)
    .where('event', '=', event)
    .where('status', '=', 'gathering')
    .limit(1);
  // Against the worker that is about to send it.
  if (engine === 'postgres') gathering = gathering.forUpdate();
  const open = await gathering.executeTakeFirst();
  if (open !== undefined) {
    const payload = JSON.stringify(add(JSON.parse(open.payload) as EmailContent, items));
    await query.updateTable('deliveries').set({ payload }).where('org', '=', org).where('id', '=', open.id).execute();
    return;
  }
  const recent = await query
    .selectFrom('deliveries')
    .select('id')
    .where('org', '=', org)
    .where('user_id', '=', recipient.userId)
    .where('created_at', '>', nowMs - latelyMs)
    .where('channel', '=', 'email')
    .where('event', '=', event)
    .limit(calmEmails)
    .execute();
  const runAtMs = nowMs + (recent.length < calmEmails ? gatherMs : digestMs[event]);
  const content = add({ items: [], total: 0, critical: 0 }, items);
  await insertEmail(query, { ...toEmail(org, recipient, event, content, nowMs), next_attempt_at: runAtMs });
}

export function toEmail(
  org: number,
  { userId, email }: Recipient,
  event: string,
  content: EmailContent,
  nowMs: number,
): DeliveriesTable {
  return {
    org,
    id: newId('webhook'),
    user_id: userId,
    channel: 'email',
    event,
    destination: email,
    payload: JSON.stringify(content),
    status: 'gathering',
    attempts: 0,
    next_attempt_at: nowMs,
    created_at: nowMs,
    settled_at: null,
  };
}

export async function insertEmail(query: Transaction<Tables>, row: DeliveriesTable): Promise<void> {
  const { org, id, next_attempt_at: runAtMs, created_at: nowMs } = row;
  await query.insertInto('deliveries').values(row).execute();
  await enqueue(query, { org, id, kind: emailDelivery, payload: {}, nowMs, runAtMs: runAtMs ?? nowMs }).execute();
}

function add({ items, total, critical }: EmailContent, more: NotificationEvent[]): EmailContent {
  return {
    items: [...items, ...more].slice(0, keptItems),
    total: total + more.length,
    critical: critical + more.filter((event) => event.type === 'alert.created' && event.severity === 'critical').length,
  };
}
