export const dayRanges = [7, 30, 90] as const;

export type DayRange = (typeof dayRanges)[number];

/** What the address of charts says. */
export interface AnalyticsSearch {
  /** Default 30. */
  days?: DayRange;
  agentId?: string;
}

export function parseAnalyticsSearch(search: Record<string, unknown>): AnalyticsSearch {
  const days = dayRanges.find((range) => range === Number(search['days']));
  const { agentId } = search;
  return {
    ...(days === undefined ? {} : { days }),
    ...(typeof agentId === 'string' && agentId !== '' ? { agentId } : {}),
  };
}
