import type { AuditLog, BatchEntry, GuardrailCheck, RuleInput } from 'agentaudit-schemas';

import type { FetchInit, FetchLike, FetchResponse } from '../fetch-transport.ts';
import { type ListeningServer, listen } from './listen-node.ts';
import { checkEntry, type EntryFault } from './entry-check.ts';
import { Guardrails } from './guardrails.ts';
import { answerQuery } from './log-queries.ts';
import { fault, type MemoryRequest, type MemoryResponse } from './memory-response.ts';
import { LogStore } from './log-store.ts';

export interface MemoryServerOptions {
  /** The one key it takes. Default: any. */
  apiKey?: string;
}

type Respond = (request: MemoryRequest) => MemoryResponse | undefined | Promise<MemoryResponse | undefined>;

/**
 * The audit-log endpoints and those of the guard, in memory. `new AgentAuditClient({ fetch: server.fetch })` reaches it without a socket;
 * `listen()` puts it on a port of the loopback interface, on Node.
 */
export interface MemoryServer {
  fetch: FetchLike;
  /** What was stored, oldest first. */
  readonly logs: AuditLog[];
  /** Every request so far, answered or not. */
  readonly requests: MemoryRequest[];
  /** Lets a function answer first: for outages and errors. Where it returns undefined, the server answers; null takes it away. */
  respondWith(respond: Respond | null): void;
  /**
   * The rules in force from now on, each as `client.rules.create` takes it; none to begin with, so all is allowed. They
   * judge what is checked before it happens, and no logs. Needs `agentaudit-rules` installed, which judges; rules for what
   * came before (rate limits, sequences, thresholds over time) say nothing here.
   */
  setRules(rules: RuleInput[]): void;
  /** Forgets all logs and requests. */
  clear(): void;
  /** Answers on a free port, or the one given. */
  listen(port?: number): Promise<ListeningServer>;
}

export function createMemoryServer(options: MemoryServerOptions = {}): MemoryServer {
  const store = new LogStore();
  const guardrails = new Guardrails(store);
  const requests: MemoryRequest[] = [];
  let respond: Respond | null = null;

  async function answer(request: MemoryRequest): Promise<MemoryResponse> {
    requests.push(request);
    return (await respond?.(request)) ?? route(request);
  }

  async function route(request: MemoryRequest): Promise<MemoryResponse> {
    const { pathname, searchParams } = new URL(request.path, 'http://memory');
    const key = request.headers['x-api-key'] ?? /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1];
    if (!key || (options.apiKey !== undefined && key !== options.apiKey)) {
      return fault(401, 'unauthorized', 'Missing or invalid API key');
    }
    const call = `${request.method} ${pathname}`;
    if (call === 'GET /api/v1/guardrails/rules') return guardrails.getRules(request.headers['if-none-match']);
    if (call === 'POST /api/v1/guardrails/check') return check(request);
    const path = /^\/api\/v1\/audit-logs(\/.*)?$/.exec(pathname);
    if (!path) return fault(404, 'not_found', 'No such route');
    if (request.method === 'POST' && !path[1]) return write(request, false);
    if (request.method === 'POST' && path[1] === '/batch') return write(request, true);
    const found = request.method === 'GET' ? answerQuery(store, path[1] ?? '', searchParams) : undefined;
    return found ?? fault(404, 'not_found', 'Not found');
  }

  async function check(request: MemoryRequest): Promise<MemoryResponse> {
    const body = parse(request.body);
    if (body === undefined) return fault(400, 'malformed_json', 'The body is not JSON');
    const faults = checkEntry({ action: 'guardrail_check', ...(body as object) });
    if (faults.length > 0) return fault(400, 'validation_error', describe(faults), faults);
    return guardrails.check(body as GuardrailCheck);
  }

  function write(request: MemoryRequest, isBatch: boolean): MemoryResponse {
    const body = parse(request.body);
    if (body === undefined) return fault(400, 'malformed_json', 'The body is not JSON');
    if (isBatch && (!Array.isArray(body) || body.length < 1 || body.length > 50)) {
      return fault(400, 'validation_error', 'A batch is an array of 1 to 50 entries');
    }
    const entries = (isBatch ? body : [body]) as BatchEntry[];
    const faults = entries.flatMap((entry, index) =>
      checkEntry(entry).map((item) => (isBatch ? Object.assign(item, { index }) : item)),
    );
    if (faults.length > 0) return fault(400, 'validation_error', describe(faults), faults);
    const conflict = entries.findIndex((entry) => store.contradicts(entry));
    if (conflict >= 0) {
      const details = [{ field: 'id', message: 'is taken by another log', ...(isBatch && { index: conflict }) }];
      return fault(409, 'id_conflict', 'A log with this id and other content exists', details);
    }
    const logs = store.append(entries);
    const whole = request.headers['prefer']?.includes('return=representation') ?? false;
    return { status: 201, body: isBatch ? (whole ? logs : logs.map(({ id }) => id)) : logs[0] };
  }

  return {
    get logs() {
      return store.logs;
    },
    requests,
    fetch: async (url, init) => toFetchResponse(await untilAborted(answer(toRequest(url, init)), init.signal)),
    respondWith(next) {
      respond = next;
    },
    setRules: (rules) => guardrails.setRules(rules),
    clear() {
      store.clear();
      requests.length = 0;
    },
    listen: (port = 0) => listen(answer, port),
  };
}

function describe(faults: (EntryFault & { index?: number })[]): string {
  const { field, message, index } = faults[0] as EntryFault & { index?: number };
  return `${index === undefined ? '' : `entry ${index}: `}${field} ${message}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toRequest(url: string, init: FetchInit): MemoryRequest {
  const { pathname, search } = new URL(url);
  const headers = Object.fromEntries(Object.entries(init.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const body = typeof init.body === 'string' ? init.body : new TextDecoder().decode(init.body);
  return { method: init.method, path: pathname + search, headers, body };
}

function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  // oxlint-disable-next-line promise/avoid-new -- an abort is an event
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  return Promise.race([work, aborted]);
}

function toFetchResponse({ status, headers = {}, body }: MemoryResponse): FetchResponse {
  return new Response(status === 204 || status === 304 ? null : toText(body), { status, headers });
}

function toText(body: unknown): string {
  return typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
}
