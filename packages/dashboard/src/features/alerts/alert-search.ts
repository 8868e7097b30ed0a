import type { Alert } from 'agentaudit-client';

export const severities = ['critical', 'warning', 'info'] as const;

/** Filters that come by a link, and what they are called on the screen. */
export const linkedFilters = { agentId: 'Agent', ruleId: 'Rule', policyId: 'Policy' } as const;

export const linkedFilterNames = Object.keys(linkedFilters) as (keyof typeof linkedFilters)[];

/** What the address of the alerts page says. */
export interface AlertSearch extends Partial<Record<keyof typeof linkedFilters, string>> {
  severity?: Alert['severity'];
  state?: 'resolved';
}

export function parseAlertSearch(search: Record<string, unknown>): AlertSearch {
  const parsed: AlertSearch = {};
  const severity = severities.find((name) => name === search['severity']);
  if (severity !== undefined) parsed.severity = severity;
  if (search['state'] === 'resolved') parsed.state = 'resolved';
  for (const name of linkedFilterNames) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') parsed[name] = value;
    else if (typeof value === 'number') parsed[name] = String(value);
  }
  return parsed;
}
