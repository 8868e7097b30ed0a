import { type NotificationPreferences, type Role, scopesOfRole, severities, type Severity } from 'agentaudit-schemas';

import type { Query } from '../db/database.ts';
import type { NotificationEvent } from './notify.ts';

/** A person who may be told. */
export interface Recipient {
  userId: string;
  email: string;
  role: Role;
  preferences: NotificationPreferences;
}

export async function findRecipients(query: Query, org: number): Promise<Recipient[]> {
  const users = await query
    .selectFrom('users')
    .select(['id', 'email', 'role', 'notifications'])
    .where('org', '=', org)
    .execute();
  return users.map(({ id, email, role, notifications }) => ({
    userId: id,
    email,
    role,
    preferences: JSON.parse(notifications) as NotificationPreferences,
  }));
}

export async function findRecipient(query: Query, org: number, userId: string): Promise<Recipient | undefined> {
  return (await findRecipients(query, org)).find((recipient) => recipient.userId === userId);
}

/** Alerts go to whoever set that severity or a lower one; a request for approval to whoever may decide it. */
export function concerns(event: NotificationEvent, { role, preferences }: Recipient): boolean {
  return event.type === 'alert.created'
    ? rank(event.severity) >= rank(preferences.minSeverity)
    : scopesOfRole[role].includes('hitl:decide');
}

function rank(severity: Severity): number {
  return severities.indexOf(severity);
}
