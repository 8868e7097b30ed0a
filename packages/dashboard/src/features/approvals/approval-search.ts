import type { HitlAuditQuery } from 'agentaudit-client';

export const outcomes = ['approved', 'rejected', 'skipped', 'timeout'] as const;

/** What the address of the inbox says: the request that is open. */
export interface InboxSearch {
  request?: string;
}

export function parseInboxSearch(search: Record<string, unknown>): InboxSearch {
  const { request } = search;
  return typeof request === 'string' && request !== '' ? { request } : {};
}

/** What the address of the audit of decisions says, in the words of its API. */
export interface ApprovalSearch extends Pick<
  HitlAuditQuery,
  'page' | 'decision_type' | 'agent_id' | 'tool_name' | 'start_date' | 'end_date'
> {
  sort_order?: 'asc';
}

const texts = ['agent_id', 'tool_name', 'start_date', 'end_date'] as const;

export function parseApprovalSearch(search: Record<string, unknown>): ApprovalSearch {
  const parsed: ApprovalSearch = {};
  const outcome = outcomes.find((name) => name === search['decision_type']);
  if (outcome !== undefined) parsed.decision_type = outcome;
  for (const name of texts) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') parsed[name] = value;
    else if (typeof value === 'number') parsed[name] = String(value);
  }
  if (search['sort_order'] === 'asc') parsed.sort_order = 'asc';
  const page = Number(search['page']);
  if (Number.isInteger(page) && page > 1) parsed.page = page;
  return parsed;
}
