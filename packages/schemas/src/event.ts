import { Type } from 'typebox';

import type { HitlOutcome, HitlStatus } from './hitl.ts';

/** What can happen to a request for approval. */
export const hitlChangeKinds = ['requested', 'voted', 'decided', 'timed_out', 'cancelled', 'consumed'] as const;

export type HitlChangeKind = (typeof hitlChangeKinds)[number];

/** The data of a `hitl` event. */
export interface HitlChange {
  change: HitlChangeKind;
  request_id: string;
  /** As it is now: later changes may be in it already. */
  status: HitlStatus;
  decision: HitlOutcome | null;
  agent: { id: string; name: string };
  tool: { name: string };
  trace_id: string;
  /** The audit log of this change. */
  log_id: string;
  timestamp: string;
}

/** The names of the events that `GET /events` streams. The data of `audit_log` is the log without its payload. */
export const streamEventTypes = ['audit_log', 'hitl', 'alert'] as const;

export type StreamEventType = (typeof streamEventTypes)[number];

export const EventStreamHeadersSchema = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({ maxLength: 200, description: 'Continues after this event. Default: what is new from now on.' }),
  ),
});
