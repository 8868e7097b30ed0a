import type { AuditLog } from 'agentaudit-client';

/** A log in its place in the tree, with where it lies in time. */
export interface SpanNode {
  log: AuditLog;
  depth: number;
  /** Milliseconds since the trace began. */
  startMs: number;
  endMs: number;
  /** All logs below it, however deep. */
  descendants: number;
  /** Its parent is not in the trace. */
  isOrphan: boolean;
}

/**
 * A trace as rows, parents before their children, siblings by time. It never recurses, so that a
 * chain of ten thousand draws; a cycle is cut where it is first met, and its logs are roots.
 */
export function toRows(logs: AuditLog[]): SpanNode[] {
  const byId = new Map(logs.map((log) => [log.id, log]));
  const children = Map.groupBy(logs, ({ parentSpanId }) =>
    parentSpanId !== null && byId.has(parentSpanId) ? parentSpanId : '',
  );
  const originMs = logs.reduce((earliest, { timestamp }) => Math.min(earliest, Date.parse(timestamp)), Infinity);
  const rows: SpanNode[] = [];
  const placed = new Set<string>();

  const walk = (roots: AuditLog[]) => {
    const pending = roots.toReversed().map((log): [AuditLog, number] => [log, 0]);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [log, depth] = next;
      if (placed.has(log.id)) continue;
      placed.add(log.id);
      rows.push(toNode(log, depth, { originMs, isOrphan: depth === 0 && log.parentSpanId !== null }));
      for (const child of (children.get(log.id) ?? []).toReversed()) pending.push([child, depth + 1]);
    }
  };
  walk(children.get('') ?? []);
  walk(logs.filter(({ id }) => !placed.has(id)));
  countDescendants(rows);
  return rows;
}

function toNode(
  log: AuditLog,
  depth: number,
  { originMs, isOrphan }: { originMs: number; isOrphan: boolean },
): SpanNode {
  const startMs = Date.parse(log.timestamp) - originMs;
  return { log, depth, startMs, endMs: startMs + (log.durationMs ?? 0), descendants: 0, isOrphan };
}

/** From the last row up: each adds itself and what is below it to the row above it in the tree. */
function countDescendants(rows: SpanNode[]): void {
  const above: SpanNode[] = [];
  for (const row of rows) {
    above.length = row.depth;
    for (const ancestor of above) ancestor.descendants += 1;
    above.push(row);
  }
}

/** The rows that show when some are folded. */
export function visibleRows(rows: SpanNode[], folded: ReadonlySet<string>): SpanNode[] {
  const visible: SpanNode[] = [];
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place]!;
    visible.push(row);
    if (folded.has(row.log.id)) place += row.descendants;
  }
  return visible;
}
