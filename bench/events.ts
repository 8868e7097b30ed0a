import type { AuditLogInput } from 'agentaudit-schemas';

import { newId } from '../packages/server/src/ids.ts';

/** Logs of one run of an agent: each the child of the one before. */
const logsPerTrace = 10;

const questions = ['the sales report', 'a refund policy', 'the incident of last night', 'our travel rules'];

/** Makes events of about 650 bytes as an SDK sends them: with their ids, in traces of ten. */
export function createEvents(): () => AuditLogInput {
  const run = crypto.randomUUID();
  let count = 0;
  let parent: string | undefined;
  return () => {
    const step = count % logsPerTrace;
    const trace = Math.floor(count / logsPerTrace);
    const subject = questions[trace % questions.length]!;
    const event: AuditLogInput = {
      id: newId('log'),
      action: step % 3 === 2 ? 'tool_use' : 'llm_call',
      prompt: `Step ${step} of run ${trace}: summarise ${subject} for the board in five points, and name the sources.`,
      response: `Here are five points on ${subject}. Revenue was $${count % 977}.4M, up ${count % 13}% on the year before; churn fell to ${count % 7}.1%. Sources: ledger ${count}, interview ${trace}.`,
      agentId: `agent-${trace % 20}`,
      traceId: `${run}-${trace}`,
      metadata: {
        model: 'gpt-4o',
        tokens: 300 + (count % 100),
        latency_ms: 800 + (count % 500),
        provider: 'openai',
        usage: { input_tokens: 200, output_tokens: 100 + (count % 100) },
        finish_reason: 'stop',
      },
      durationMs: 800 + (count % 500),
      sessionId: `session-${trace % 500}`,
      ...(step > 0 && parent !== undefined ? { parentSpanId: parent } : {}),
    };
    parent = event.id;
    count += 1;
    return event;
  };
}
