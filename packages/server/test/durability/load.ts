import type { AuditLogInput } from 'agentaudit-schemas';
import { setTimeout as sleep } from 'node:timers/promises';

import { newId } from '../../src/ids.ts';

export interface LoadOptions {
  url: string;
  apiKey: string;
  /** Requests under way at once. Default 8. */
  senders?: number;
}

export interface Load {
  /** Ids that were answered 201. */
  acknowledged: Set<string>;
  /** What was sent without an answer that says it was stored, or not. */
  unanswered: AuditLogInput[][];
  /** Every other status that came. */
  refusals: number[];
  /** Resolves once that many logs are acknowledged. */
  reached(count: number): Promise<void>;
  /** Sends nothing new, and resolves when everything sent has its answer or lost its connection. */
  stop(): Promise<void>;
}

/** Sends single logs and batches as fast as they are answered, until stopped or the server is gone. */
export function startLoad({ url, apiKey, senders = 8 }: LoadOptions): Load {
  const load = { acknowledged: new Set<string>(), unanswered: [] as AuditLogInput[][], refusals: [] as number[] };
  let stopped = false;

  async function sender(number: number): Promise<void> {
    for (let round = 0; !stopped; round++) {
      const entries = newEntries((number + round) % 3 === 0 ? 20 : 1, `${number}-${round}`);
      let status: number;
      try {
        status = await send({ url, apiKey }, entries);
      } catch {
        load.unanswered.push(entries);
        return;
      }
      if (status === 201) for (const { id } of entries) load.acknowledged.add(id!);
      else load.refusals.push(status);
    }
  }
  const running = Promise.all(Array.from({ length: senders }, (_, number) => sender(number)));

  return {
    ...load,
    reached: async (count) => {
      while (load.acknowledged.size < count && load.unanswered.length < senders) await sleep(5);
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

/** Sends one entry as a log, more as a batch. The status of the answer; rejects when none comes. */
export async function send(
  { url, apiKey }: Pick<LoadOptions, 'url' | 'apiKey'>,
  entries: AuditLogInput[],
): Promise<number> {
  const [path, body] = entries.length === 1 ? ['audit-logs', entries[0]] : ['audit-logs/batch', entries];
  const response = await fetch(`${url}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  return response.status;
}

export function newEntries(count: number, traceId: string): AuditLogInput[] {
  return Array.from({ length: count }, (_, step) => ({
    id: newId('log'),
    action: 'llm_call',
    traceId,
    agentId: 'agent-under-load',
    prompt: `Question ${step} of ${traceId}`,
    response: 'An answer of some words. '.repeat(10),
    metadata: { model: 'test', tokens: step },
    source: { instanceId: traceId, seq: step },
  }));
}
