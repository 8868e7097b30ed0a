import type { Severity } from 'agentaudit-schemas';

import type { Query } from '../db/database.ts';
import type { OrganizationRef } from '../http/principal.ts';
import { enqueue } from '../jobs/outbox.ts';

/** What people are told of. `data` is the resource as the API shows it: it becomes the `data` of the webhook. */
export type NotificationEvent =
  | { type: 'alert.created'; severity: Severity; data: AlertNotice }
  | { type: 'approval.requested'; data: ApprovalNotice };

/** An alert, with at least what an e-mail says of it. */
export interface AlertNotice {
  id: string;
  severity: Severity;
  message: string;
  agentId: string | null;
  auditLogId: string;
  createdAt: string;
}

/** A request for approval, in the form of its API, with at least what an e-mail says of it. */
export interface ApprovalNotice {
  request_id: string;
  agent_id: string;
  tool: { name: string };
  reason?: string | null;
  expires_at: string;
}

export const fanOut = 'notification.fan_out';

/**
 * The insert that tells everybody in the organization who asked for it, once the transaction that it
 * is part of has committed: `yield* ask(notify(database.query, organization, events))` in a script of
 * the append path, or `await notify(transaction, …).execute()`. One insert for many events: call it
 * once for each organization and commit.
 */
export function notify(query: Query, organization: OrganizationRef, events: NotificationEvent[], nowMs = Date.now()) {
  return enqueue(query, { org: organization.number, kind: fanOut, payload: { events }, nowMs });
}
