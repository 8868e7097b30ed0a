import type { HitlRecord } from '../src/index.ts';
import type { FetchLike } from '../src/fetch-transport.ts';

/** As much of the approval routes as a test of the client needs, with their rules of use: decided once, consumed once. */
export class HitlDesk {
  readonly records = new Map<string, HitlRecord>();
  readonly attempts = new Map<string, string>();
  /** Called for each request for approval. */
  onRequest: (record: HitlRecord) => void = () => {};
  /** Answers of this kind are lost on the way back, once each. */
  lose = new Set<string>();

  readonly fetch: FetchLike = async (url, { method, body }) => {
    const { pathname } = new URL(url);
    const answer = this.#answer(
      method,
      pathname.replace('/api/v1/agents/hitl', ''),
      JSON.parse((body as string) ?? '{}'),
    );
    const kind = pathname.split('/').at(-1) as string;
    if (this.lose.delete(kind)) throw new TypeError('connection reset');
    return answer;
  };

  decide(record: HitlRecord, status: HitlRecord['status'], args = record.tool.arguments): void {
    Object.assign(record, { status, operator_input: status === 'rejected' ? 'too much' : null });
    record.tool.arguments = args;
  }

  #answer(method: string, path: string, body: Record<string, unknown>): Response {
    const [, , id = '', verb] = path.split('/');
    if (path === '/requests') return ok(this.#request(body));
    const record = this.records.get(id);
    if (!record) return refuse(404, 'not_found', { request_id: id });
    if (method === 'GET') return ok(record);
    if (verb !== 'consume') return refuse(404, 'not_found', {});
    if (record.status === 'consumed' && this.attempts.get(id) === body['attempt_id']) return ok(record);
    const isSame = JSON.stringify(body['arguments']) === JSON.stringify(record.tool.arguments);
    if (record.status !== 'approved' || !isSame) return refuse(409, 'conflict', { status: record.status });
    record.status = 'consumed';
    this.attempts.set(id, body['attempt_id'] as string);
    return ok(record);
  }

  #request(body: Record<string, unknown>): HitlRecord {
    const key = body['idempotency_key'];
    const known = [...this.records.values()].find(({ metadata }) => metadata['key'] === key);
    if (known) return known;
    const id = `hitl-req-${crypto.randomUUID()}`;
    const record = {
      request_id: id,
      status: 'pending',
      metadata: { key, body },
      tool: body['tool'],
    } as unknown as HitlRecord;
    this.records.set(id, record);
    this.onRequest(record);
    return record;
  }
}

function ok(data: HitlRecord): Response {
  return Response.json({ success: true, message: 'ok', data });
}

function refuse(status: number, error: string, details: object): Response {
  return Response.json({ error, message: error, details, status }, { status });
}
