import type { AuditLog } from 'agentaudit-client';

/** What stands out in a trace, from the most to the least pressing. */
export const markers = ['error', 'blocked', 'violation', 'approval', 'guardrail'] as const;

export type Marker = (typeof markers)[number];

/** The names of markers, as read out and shown on hover. */
export const markerNames: Record<Marker, string> = {
  error: 'Error',
  blocked: 'Blocked',
  violation: 'Violation',
  approval: 'Approval',
  guardrail: 'Guardrail check',
};

/** What is to be noticed about a log, most pressing first; often nothing. */
export function markersOf(log: AuditLog): Marker[] {
  const found: Marker[] = [];
  if (log.status === 'error') found.push('error');
  if (log.status === 'blocked' || log.enforcementAction === 'block') found.push('blocked');
  if (log.violations.some(({ shadow }) => shadow !== true)) found.push('violation');
  if (log.action.startsWith('hitl_')) found.push('approval');
  if (log.action.startsWith('guardrail_')) found.push('guardrail');
  return found;
}
