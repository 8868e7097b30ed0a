import type { AuditLog } from 'agentaudit-client';
import { useMemo } from 'react';

import { nameOf } from './span-name.ts';
import { matchesFilter, parseSpanFilter } from './trace-filter.ts';
import type { SpanNode } from './trace-tree.ts';
import { useTextMatches } from './use-trace.ts';

export interface Matches {
  ids: ReadonlySet<string>;
  /** In the order of the tree. */
  places: readonly string[];
  /** The server knows of more than it told. */
  hasMore: boolean;
  isSearching: boolean;
}

interface MatchesOptions {
  traceId: string;
  /** What is written, and what of it rested long enough to ask the server for. */
  text: string;
  settledText: string;
  logOf: (log: AuditLog) => AuditLog;
}

/** The spans that are looked for: by what they are called, and by words in what they hold. `undefined`: none is. */
export function useMatches(rows: readonly SpanNode[], options: MatchesOptions): Matches | undefined {
  const { traceId, text, settledText, logOf } = options;
  const filter = useMemo(() => parseSpanFilter(text), [text]);
  const words = parseSpanFilter(settledText)?.words.join(' ') ?? '';
  const inside = useTextMatches(traceId, words);
  return useMemo(() => {
    if (filter === undefined) return undefined;
    const isInside = new Set(filter.words.join(' ') === words ? inside.data?.ids : []);
    const rest = { ...filter, words: [] };
    const places = rows
      .filter(({ log }) => matchesFilter(log, isInside.has(log.id) ? rest : filter, nameOf(logOf(log))))
      .map(({ log }) => log.id);
    return { ids: new Set(places), places, hasMore: inside.data?.hasMore ?? false, isSearching: inside.isFetching };
  }, [rows, filter, words, inside.data, inside.isFetching, logOf]);
}
