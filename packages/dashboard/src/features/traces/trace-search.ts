export type TraceView = 'tree' | 'graph' | 'conversation';

/** What the address of a trace says: how it is looked at, what is looked for, and the span that is open. */
export interface TraceSearch {
  view?: Exclude<TraceView, 'tree'>;
  find?: string;
  span?: string;
}

export function parseTraceSearch(search: Record<string, unknown>): TraceSearch {
  const { view, find, span } = search;
  return {
    ...(view === 'graph' || view === 'conversation' ? { view } : {}),
    ...((typeof find === 'string' && find !== '') || typeof find === 'number' ? { find: String(find) } : {}),
    ...(typeof span === 'string' && span !== '' ? { span } : {}),
  };
}
