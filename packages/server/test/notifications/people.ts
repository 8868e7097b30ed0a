import { signUp } from '@agentaudit/testing';
import type { Delivery, NotificationPreferences, Page } from 'agentaudit-schemas';
import { expect } from 'vitest';

import type { Database } from '../../src/db/database.ts';
import type { AlertNotice, NotificationEvent } from '../../src/notifications/notify.ts';
import { notify } from '../../src/notifications/notify.ts';
import { createCaller } from '../wire.ts';

export interface RunningServer {
  url: string;
  database: Database;
}

/** Somebody with an organization of their own who wants to be told. */
export async function newPerson(server: RunningServer, preferences: Partial<NotificationPreferences>) {
  const account = await signUp(server.url);
  const { number } = await server.database.query
    .selectFrom('organizations')
    .select('number')
    .where('id', '=', account.organization.id)
    .executeTakeFirstOrThrow();
  const person = personOf(server, { ...account, organization: { ...account.organization, number } });
  await person.prefer(preferences);
  return person;
}

interface KnownAccount {
  accessToken: string;
  organization: { number: number; id: string };
}

/** Somebody who signed up before, maybe at another server over the same database. */
export function personOf<Known extends KnownAccount>(server: RunningServer, account: Known) {
  const api = createCaller(server.url, { accessToken: account.accessToken });
  return {
    ...account,
    api,
    prefer: async (notifications: Partial<NotificationPreferences>) => {
      expect((await api.patch('/auth/me', { notifications })).status).toBe(200);
    },
    /** What the append path does when rules raise alerts. */
    notify: (events: NotificationEvent[]) =>
      server.database.transaction(async (query) => {
        await notify(query, account.organization, events).execute();
      }),
    newSecret: async () => (await api.post<{ secret: string }>('/auth/me/webhook-secret', undefined)).body.secret,
    deliveries: async (query = '') => (await api.get<Page<Delivery>>(`/deliveries${query}`)).body.data,
  };
}

let alerts = 0;

export function newAlert(changes: Partial<AlertNotice> = {}): NotificationEvent {
  alerts += 1;
  const data: AlertNotice = {
    id: `alert_${alerts}`,
    severity: 'critical',
    message: `Something was found (${alerts})`,
    agentId: 'writer',
    auditLogId: `log_${alerts}`,
    createdAt: '2026-01-15T10:00:00.000Z',
    ...changes,
  };
  return { type: 'alert.created', severity: data.severity, data };
}

/** Asks until it holds: background work takes its time. */
export function eventually<Value>(ask: () => Value | Promise<Value>) {
  return expect.poll(ask, { timeout: 60_000, interval: 20 });
}
