import type { AuditLog, BatchEntry } from 'agentaudit-schemas';

import { createLogId } from '../typeid.ts';

/** The logs of the one organization there is, in commit order. */
export class LogStore {
  readonly logs: AuditLog[] = [];
  /** By id, with what was sent for it: the same again changes nothing. */
  #byId = new Map<string, { sent: string; log: AuditLog }>();

  contradicts(entry: BatchEntry): boolean {
    const known = entry.id === undefined ? undefined : this.#byId.get(entry.id);
    return known !== undefined && known.sent !== canonical(entry);
  }

  /** All of them; those that are there already as they are. */
  append(entries: BatchEntry[]): AuditLog[] {
    const ids = entries.map((entry) => entry.id ?? createLogId());
    const idOf = new Map(entries.map(({ ref }, index) => [ref, ids[index] as string]));
    return entries.map((entry, index) => {
      const id = ids[index] as string;
      const known = this.#byId.get(id);
      if (known) return known.log;
      const { ref: _ref, parentRef, ...rest } = entry;
      const parentSpanId = parentRef === undefined ? rest.parentSpanId : idOf.get(parentRef);
      const log = toLog({ ...rest, id }, parentSpanId, this.logs.length);
      this.#byId.set(id, { sent: canonical(entry), log });
      this.logs.push(log);
      return log;
    });
  }

  clear(): void {
    this.logs.length = 0;
    this.#byId.clear();
  }
}

function toLog(entry: BatchEntry & { id: string }, parentSpanId: string | undefined, sequence: number): AuditLog {
  const createdAt = new Date().toISOString();
  return {
    id: entry.id,
    sequence,
    action: entry.action,
    prompt: entry.prompt ?? null,
    response: entry.response ?? null,
    metadata: entry.metadata ?? null,
    agentId: entry.agentId ?? null,
    traceId: entry.traceId ?? null,
    parentSpanId: parentSpanId ?? null,
    sessionId: entry.sessionId ?? null,
    userId: entry.userId ?? null,
    timestamp: entry.timestamp === undefined ? createdAt : new Date(entry.timestamp).toISOString(),
    createdAt,
    durationMs: entry.durationMs ?? null,
    status: entry.status ?? 'ok',
    source: entry.source ?? null,
    enforcementAction: 'allow',
    violations: [],
  };
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
