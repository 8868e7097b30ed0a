import type { AuditLog } from 'agentaudit-client';

/** What a span worked with: its tool or model, as far as what it holds was read already; else its agent. */
export function nameOf(log: Pick<AuditLog, 'metadata' | 'agentId'>): string {
  for (const key of ['tool', 'name', 'model']) {
    const name = log.metadata?.[key];
    if (typeof name === 'string' && name !== '') return name;
  }
  return log.agentId ?? '';
}

/** Milliseconds as people say them. */
export function toDuration(ms: number): string {
  if (ms < 1) return ms === 0 ? '0 ms' : '<1 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
  return `${(ms / 3_600_000).toFixed(1)} h`;
}
