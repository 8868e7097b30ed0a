import type { AuditLog } from 'agentaudit-client';

import type { GraphEdge } from './layered-layout.ts';
import { nameOf } from './span-name.ts';
import type { SpanNode } from './trace-tree.ts';

/** Spans that do the same: one agent, one action, one tool or model. */
export interface SpanGroup {
  id: string;
  action: string;
  name: string;
  /** The first of them in time. */
  firstId: string;
  count: number;
  errors: number;
  blocked: number;
  /** What they took together. */
  totalMs: number;
}

export interface GroupEdge extends GraphEdge {
  count: number;
}

export interface GroupGraph {
  groups: ReadonlyMap<string, SpanGroup>;
  edges: readonly GroupEdge[];
  /** What an edge says: who started whom, or what came next, where no log names its parent. */
  meaning: 'parent' | 'order';
}

/** Who calls whom in a trace, however many spans it has. `logOf` gives a log with as much of it as was read. */
export function groupSpans(rows: readonly SpanNode[], logOf: (log: AuditLog) => AuditLog): GroupGraph {
  const groups = new Map<string, SpanGroup>();
  const groupOf = rows.map(({ log }) => addTo(groups, logOf(log)));
  const meaning = rows.some(({ parent }) => parent >= 0) ? 'parent' : 'order';
  const edges = new Map<string, GroupEdge>();
  for (const [place, { parent }] of rows.entries()) {
    const from = meaning === 'parent' ? groupOf[parent] : groupOf[place - 1];
    if (from === undefined) continue;
    const to = groupOf[place]!;
    const key = JSON.stringify([from, to]);
    const edge = edges.get(key);
    if (edge === undefined) edges.set(key, { from, to, count: 1 });
    else edge.count += 1;
  }
  return { groups, edges: [...edges.values()], meaning };
}

export function groupIdOf(log: AuditLog): string {
  return JSON.stringify([log.agentId, log.action, nameOf(log)]);
}

function addTo(groups: Map<string, SpanGroup>, log: AuditLog): string {
  const id = groupIdOf(log);
  let group = groups.get(id);
  if (group === undefined) {
    group = { id, action: log.action, name: nameOf(log), firstId: log.id, count: 0, errors: 0, blocked: 0, totalMs: 0 };
    groups.set(id, group);
  }
  group.count += 1;
  if (log.status === 'error') group.errors += 1;
  if (log.status === 'blocked') group.blocked += 1;
  group.totalMs += log.durationMs ?? 0;
  return id;
}
