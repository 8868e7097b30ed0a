import { type DayRange, dayRanges } from '../policies/analytics/analytics-search.ts';

/** What the address of the list of agents says. */
export interface AgentListSearch {
  q?: string;
  /** That a new one is being registered. */
  new?: true;
}

export function parseAgentListSearch({ q, new: isNew }: Record<string, unknown>): AgentListSearch {
  return {
    ...((typeof q === 'string' && q !== '') || typeof q === 'number' ? { q: String(q) } : {}),
    ...(isNew === true ? { new: true } : {}),
  };
}

/** What the address of an agent's page says. */
export interface AgentSearch {
  /** Default 30. */
  days?: DayRange;
}

export function parseAgentSearch(search: Record<string, unknown>): AgentSearch {
  const days = dayRanges.find((range) => range === Number(search['days']));
  return days === undefined ? {} : { days };
}
