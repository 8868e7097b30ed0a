/** The event to judge: an audit log as it is sent. Absent and `null` are the same. */
export interface RuleEvent {
  action: string;
  prompt?: string | null;
  response?: string | null;
  metadata?: Record<string, unknown> | null;
  id?: string | null;
  agentId?: string | null;
  traceId?: string | null;
  parentSpanId?: string | null;
  sessionId?: string | null;
  userId?: string | null;
  /** RFC 3339. When absent, windows and sequences take `context.now`. */
  timestamp?: string | null;
  durationMs?: number | null;
  status?: string | null;
}
