import type { AuditLog } from 'agentaudit-client';

/** How a log came to its place: below its parent, or at the top, and then why. */
export type Placing = 'root' | 'child' | 'orphan' | 'cycle';

/** A log in its place in the tree, with where it lies in time. */
export interface SpanNode {
  log: AuditLog;
  depth: number;
  /** The row of its parent; -1 at the top. Always above its own. */
  parent: number;
  placing: Placing;
  /** Milliseconds since the trace began. */
  startMs: number;
  endMs: number;
  /** All logs below it, however deep. */
  descendants: number;
}

/**
 * A trace as rows, parents before their children, siblings by time; O(n log n). It never recurses, so
 * that a chain of fifty thousand draws. A cycle is cut at its earliest log, which then stands at the top.
 */
export function toRows(logs: readonly AuditLog[]): SpanNode[] {
  const spans = byTime(logs);
  const known = new Set(spans.map(({ log }) => log.id));
  const children = Map.groupBy(spans, ({ log }) =>
    log.parentSpanId !== null && known.has(log.parentSpanId) ? log.parentSpanId : '',
  );
  const rows: SpanNode[] = [];
  const placed = new Set<string>();

  const walk = (top: TimedLog) => {
    const pending = [{ span: top, depth: 0, parent: -1 }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { span, depth, parent } = next;
      if (placed.has(span.log.id)) continue;
      placed.add(span.log.id);
      const place = rows.length;
      rows.push({ ...span, depth, parent, placing: toPlacing(span.log, { known, parent }), descendants: 0 });
      const below = children.get(span.log.id) ?? [];
      for (let child = below.length - 1; child >= 0; child -= 1)
        pending.push({ span: below[child]!, depth: depth + 1, parent: place });
    }
  };
  for (const root of children.get('') ?? []) walk(root);
  // What is left hangs on a cycle.
  for (const span of spans) if (!placed.has(span.log.id)) walk(span);

  for (let place = rows.length - 1; place >= 0; place -= 1) {
    const { parent, descendants } = rows[place]!;
    if (parent >= 0) rows[parent]!.descendants += descendants + 1;
  }
  return rows;
}

/** The rows that show when some are folded. */
export function visibleRows(rows: readonly SpanNode[], folded: ReadonlySet<string>): readonly SpanNode[] {
  if (folded.size === 0) return rows;
  const visible: SpanNode[] = [];
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place]!;
    visible.push(row);
    if (folded.has(row.log.id)) place += row.descendants;
  }
  return visible;
}

/** What has to be folded so that nothing deeper than `depth` shows. */
export function foldedBelow(rows: readonly SpanNode[], depth: number): Set<string> {
  return new Set(rows.filter((row) => row.descendants > 0 && row.depth >= depth).map(({ log }) => log.id));
}

/** The row and all above it up to the top. */
export function withAncestors(rows: readonly SpanNode[], ids: ReadonlySet<string>): SpanNode[] {
  const wanted = new Uint8Array(rows.length);
  for (let place = rows.length - 1; place >= 0; place -= 1) {
    const { log, parent } = rows[place]!;
    if (wanted[place] === 0 && !ids.has(log.id)) continue;
    wanted[place] = 1;
    if (parent >= 0) wanted[parent] = 1;
  }
  return rows.filter((_, place) => wanted[place] === 1);
}

type TimedLog = Pick<SpanNode, 'log' | 'startMs' | 'endMs'>;

function byTime(logs: readonly AuditLog[]): TimedLog[] {
  const spans = logs.map((log) => {
    const startMs = Date.parse(log.timestamp);
    return { log, startMs, endMs: startMs + Math.max(0, log.durationMs ?? 0) };
  });
  spans.sort((a, b) => a.startMs - b.startMs || a.log.sequence - b.log.sequence);
  const originMs = spans[0]?.startMs ?? 0;
  for (const span of spans) {
    span.startMs -= originMs;
    span.endMs -= originMs;
  }
  return spans;
}

function toPlacing(log: AuditLog, { known, parent }: { known: ReadonlySet<string>; parent: number }): Placing {
  if (parent >= 0) return 'child';
  if (log.parentSpanId === null) return 'root';
  return known.has(log.parentSpanId) ? 'cycle' : 'orphan';
}
