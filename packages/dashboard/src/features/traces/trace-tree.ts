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
  const { parents, firstChild, nextSibling } = linkFamilies(spans);
  const rows: SpanNode[] = [];
  const rowOf = new Int32Array(spans.length).fill(-1);

  const place = (span: number, parent: number) => {
    rowOf[span] = rows.length;
    const { log, startMs, endMs } = spans[span]!;
    const depth = parent < 0 ? 0 : rows[parent]!.depth + 1;
    const placing =
      parent >= 0 ? 'child' : log.parentSpanId === null ? 'root' : parents[span] === -1 ? 'orphan' : 'cycle';
    rows.push({ log, depth, parent, placing, startMs, endMs, descendants: 0 });
  };
  const walk = (top: number) => {
    place(top, -1);
    const pending = [firstChild[top]!];
    while (pending.length > 0) {
      const span = pending.pop()!;
      if (span < 0) continue;
      pending.push(nextSibling[span]!);
      if (rowOf[span] !== -1) continue;
      place(span, rowOf[parents[span]!]!);
      pending.push(firstChild[span]!);
    }
  };
  for (const span of spans.keys()) if (parents[span] === -1) walk(span);
  // What is left hangs on a cycle.
  for (const span of spans.keys()) if (rowOf[span] === -1) walk(span);

  for (let row = rows.length - 1; row >= 0; row -= 1) {
    const { parent, descendants } = rows[row]!;
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

/** By span: its parent, its earliest child, and the sibling that follows it; -1 where there is none. */
function linkFamilies(spans: readonly TimedLog[]) {
  const placeOf = new Map(spans.map(({ log }, place) => [log.id, place]));
  const parents = new Int32Array(spans.length).fill(-1);
  const firstChild = new Int32Array(spans.length).fill(-1);
  const nextSibling = new Int32Array(spans.length).fill(-1);
  for (let span = spans.length - 1; span >= 0; span -= 1) {
    const { parentSpanId } = spans[span]!.log;
    const parent = parentSpanId === null ? undefined : placeOf.get(parentSpanId);
    if (parent === undefined) continue;
    parents[span] = parent;
    nextSibling[span] = firstChild[parent]!;
    firstChild[parent] = span;
  }
  return { parents, firstChild, nextSibling };
}
