import type {
  HitlAnswer,
  HitlAuditFilter,
  HitlAuditQuery,
  HitlDecisionInput,
  HitlPage,
  HitlPendingQuery,
  HitlRecord,
  HitlRequestInput,
  HitlStats,
} from 'agentaudit-schemas';

import { type Api, segment, sleep } from './api.ts';
import { isTransient } from './api-answer.ts';
import { ApiError, ConnectionError, TimeoutError } from './errors.ts';
import type { RequestOptions } from './options.ts';
import { createUuid } from './typeid.ts';

export interface WaitOptions extends RequestOptions {
  /** How long to wait for the decision. Default: until the request itself runs out of time. */
  timeoutMs?: number;
}

const root = '/agents/hitl';

/** How long the server may hold one answer: below what proxies cut off. */
const holdSeconds = 25;

/** An answer within this time was not held, and the next question waits as long. */
const unheldMs = 250;

/** Requests for a person's approval, and the record of what became of them. */
export function createHitl(api: Api) {
  async function poll(id: string, seconds: number, options: RequestOptions): Promise<HitlRecord | undefined> {
    try {
      const timeoutMs = seconds * 1000 + 10_000;
      return dataOf(await api.get(requestAt(id), { wait: seconds }, { ...options, timeoutMs, maxRetries: 0 }));
    } catch (error) {
      if (options.signal?.aborted || !isPassing(error)) throw error;
      await sleep(500 + Math.random() * 1000, options.signal);
      return undefined;
    }
  }

  return {
    /** One page of decided requests, newest first. */
    list: (query?: HitlAuditQuery, options?: RequestOptions) => api.get<HitlPage>(`${root}/audit`, query, options),

    /** Every decided request once, also while new ones are decided meanwhile. */
    async *iterate(filter: Omit<HitlAuditQuery, 'page'> = {}, options?: RequestOptions) {
      // Oldest first, records stay on their page while others are added. The other way some come twice, and none is missed.
      const query = { sort_order: 'asc', ...filter };
      const seen = new Set<string>();
      for (let page = 1; ; page++) {
        const { data, has_next: hasNext } = await api.get<HitlPage>(`${root}/audit`, { ...query, page }, options);
        for (const record of data) {
          if (seen.has(record.request_id)) continue;
          seen.add(record.request_id);
          yield record;
        }
        if (!hasNext) return;
      }
    },

    /** A decided request. */
    async get(requestId: string, options?: RequestOptions): Promise<HitlRecord> {
      return dataOf(await api.get(`${root}/audit/${segment(requestId)}`, {}, options));
    },

    /** A request in any state. */
    async getRequest(requestId: string, options?: RequestOptions): Promise<HitlRecord> {
      return dataOf(await api.get(requestAt(requestId), {}, options));
    },

    /** Asks for approval. With an `idempotency_key` asking again gives the first request; one is made for this call if absent. */
    async request(input: HitlRequestInput, options?: RequestOptions): Promise<HitlRecord> {
      const body = { idempotency_key: createUuid(), ...input };
      return dataOf(await api.call('POST', `${root}/requests`, { body, idempotent: true }, options));
    },

    /** What waits for a decision, oldest first. */
    pending: (query?: HitlPendingQuery, options?: RequestOptions) =>
      api.get<HitlPage>(`${root}/pending`, query, options),

    /**
     * Resolves with the request once it is no longer pending: look at its `status`, for a timeout is no approval.
     * TimeoutError when `timeoutMs` passed first, AgentAuditError when the client is closed. Outages are waited out.
     */
    async wait(requestId: string, { timeoutMs = Infinity, ...others }: WaitOptions = {}): Promise<HitlRecord> {
      const options = api.untilClosed(others);
      const until = Date.now() + timeoutMs;
      for (;;) {
        const askedAt = Date.now();
        const seconds = Math.max(0, Math.min(holdSeconds, Math.ceil((until - Date.now()) / 1000)));
        const record = await poll(requestId, seconds, options);
        if (record && record.status !== 'pending') return record;
        const leftMs = until - Date.now();
        if (leftMs <= 0) throw new TimeoutError(`No decision on ${requestId} in ${timeoutMs} ms`);
        // A server that holds no answers must not be asked in a loop.
        if (Date.now() - askedAt < unheldMs) await sleep(Math.min(unheldMs, leftMs), options.signal);
      }
    },

    /** Needs a session, or a key with `hitl:decide`; never the credential that asked. */
    async decide(
      requestId: string,
      decision: HitlDecisionInput['decision'] | Omit<HitlDecisionInput, 'request_id'>,
      options?: RequestOptions,
    ): Promise<HitlRecord> {
      const fields = typeof decision === 'string' ? { decision } : decision;
      const body = { request_id: requestId, ...fields };
      return dataOf(await api.call('POST', `${root}/decision`, { body, idempotent: true }, options));
    },

    async cancel(requestId: string, options?: RequestOptions): Promise<HitlRecord> {
      return dataOf(await api.call('POST', `${requestAt(requestId)}/cancel`, { idempotent: true }, options));
    },

    /**
     * Takes the approval, right before the tool runs: it succeeds once, for exactly the arguments that were approved.
     * ConflictError otherwise, and then the tool must not run. The same `attempt_id` again gets the same answer.
     */
    async consume(
      requestId: string,
      input: { arguments: Record<string, unknown>; attempt_id?: string },
      options?: RequestOptions,
    ): Promise<HitlRecord> {
      const body = { attempt_id: createUuid(), ...input };
      return dataOf(await api.call('POST', `${requestAt(requestId)}/consume`, { body, idempotent: true }, options));
    },

    async stats(filter: HitlAuditFilter = {}, options?: RequestOptions): Promise<HitlStats> {
      return (await api.get<{ data: HitlStats }>(`${root}/stats`, filter, options)).data;
    },
  };
}

export type Hitl = ReturnType<typeof createHitl>;

function requestAt(id: string): string {
  return `${root}/requests/${segment(id)}`;
}

function dataOf({ data }: HitlAnswer): HitlRecord {
  return data;
}

/** Whether it may be better in a moment. */
function isPassing(error: unknown): boolean {
  if (ApiError.isInstance(error)) return isTransient(error.status);
  return ConnectionError.isInstance(error) || TimeoutError.isInstance(error);
}
