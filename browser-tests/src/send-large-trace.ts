import type { AgentAuditClient, BatchLogEntry } from 'agentaudit-client';

const batchEntries = 50;
const batchesAtOnce = 8;

/**
 * A trace of that many spans, as batches of a tree: each batch hangs below the first span of one before it,
 * and holds a chain and a fan. The name of its last span is `the-last`.
 */
export async function sendLargeTrace(agent: AgentAuditClient, { traceId, spans }: { traceId: string; spans: number }) {
  const startMs = Date.now() - spans;
  const heads: string[] = [];
  const toBatch = (batch: number, parentSpanId: string | undefined): BatchLogEntry[] =>
    Array.from({ length: batchEntries }, (_, place) => {
      const number = batch * batchEntries + place;
      return {
        action: number === spans - 1 ? 'the-last' : place % 5 === 0 ? 'llm_call' : 'tool_use',
        traceId,
        ref: `${place}`,
        ...(place > 0 && { parentRef: place < 10 ? `${place - 1}` : `${place % 10}` }),
        ...(place === 0 && parentSpanId !== undefined && { parentSpanId }),
        timestamp: new Date(startMs + number).toISOString(),
        durationMs: number === 0 ? spans : (number % 7) * 10,
        status: number % 97 === 0 ? 'error' : 'ok',
      };
    });
  const send = async (batch: number, parent: string | undefined) => {
    const ids = await agent.request<string[]>('POST', '/audit-logs/batch', { body: toBatch(batch, parent) });
    heads[batch] = ids[0]!;
  };
  await send(0, undefined);
  const last = spans / batchEntries;
  for (let batch = 1; batch < last; batch += batchesAtOnce) {
    const round = Array.from({ length: Math.min(batchesAtOnce, last - batch) }, (_, place) => batch + place);
    await Promise.all(round.map((number) => send(number, heads[Math.floor((number - 1) / 4)])));
  }
}
