import type { Alert } from 'agentaudit-client';

export const severities = ['critical', 'warning', 'info'] as const;

/** What the address of the alerts page says. */
export interface AlertSearch {
  severity?: Alert['severity'];
  state?: 'resolved';
}

export function parseAlertSearch(search: Record<string, unknown>): AlertSearch {
  const severity = severities.find((name) => name === search['severity']);
  return { ...(severity ? { severity } : {}), ...(search['state'] === 'resolved' ? { state: 'resolved' } : {}) };
}
