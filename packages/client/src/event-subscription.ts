import type { Alert, AuditLog, HitlChange } from 'agentaudit-schemas';

import { type Api, sleep } from './api.ts';
import { isTransient, parseJson } from './api-answer.ts';
import { ApiError } from './errors.ts';
import { EventStreamReader } from './instrument/event-stream.ts';
import type { RequestOptions } from './options.ts';

/** Something that happened in the organization, as it happens. */
export type AuditEvent =
  | { id: string; type: 'audit_log'; data: AuditLog }
  | { id: string; type: 'alert'; data: Alert }
  | { id: string; type: 'hitl'; data: HitlChange };

export interface SubscribeOptions extends Omit<RequestOptions, 'timeoutMs'> {
  /** Start after this event. Default: with what happens from now on. */
  lastEventId?: string;
}

/** New logs, alerts and changes of approvals, each once, across lost connections; ends with the signal, the loop or the client. */
export async function* subscribe(
  api: Api,
  { lastEventId, ...others }: SubscribeOptions = {},
): AsyncGenerator<AuditEvent> {
  const options = api.untilClosed(others);
  let last = lastEventId;
  for (let failures = 0; !options.signal.aborted; failures++) {
    try {
      const resume = last === undefined ? {} : { 'last-event-id': last };
      const headers = { accept: 'text/event-stream', ...options.headers, ...resume };
      const response = await api.open('GET', '/events', { stream: true }, { ...options, headers, maxRetries: 0 });
      const reader = new EventStreamReader();
      const decoder = new TextDecoder();
      for await (const chunk of response.chunks()) {
        failures = 0;
        for (const { event, data, raw } of reader.push(decoder.decode(chunk, { stream: true }))) {
          last = /^id: ?(.*)$/m.exec(raw)?.[1] ?? last;
          const value = parseJson(data);
          if (event !== undefined && value !== undefined) yield { id: last, type: event, data: value } as AuditEvent;
        }
      }
    } catch (error) {
      if (options.signal.aborted) return;
      if (ApiError.isInstance(error) && !isTransient(error.status)) throw error;
    }
    const isAborted = await sleep(Math.min(10_000, 250 * 2 ** failures), options.signal).catch(() => true);
    if (isAborted) return;
  }
}
