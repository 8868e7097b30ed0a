import type { AuditLog } from 'agentaudit-client';

import { client } from '../../../session/session.ts';
import type { EngineRule } from '../engine/protocol.ts';
import { createRuleEngine } from '../engine/rule-engine.ts';
import { createDryRunTally, type DryRunReport } from './dry-run-report.ts';

const pageLogs = 200;

export interface DryRunOptions {
  signal: AbortSignal;
  /** Asked for after each page: how many logs are judged, of how many. */
  onProgress: (judged: number, total: number) => void;
}

/**
 * Judges the last stored logs by a rule, oldest first, so that rules that count or remember see them as they came.
 * They are read a page at a time: memory does not grow with their number.
 */
export async function runDry(
  rule: EngineRule,
  count: number,
  { signal, onProgress }: DryRunOptions,
): Promise<DryRunReport> {
  const tally = createDryRunTally();
  // Its own, so that nothing else waits for it, and ending it ends what it does.
  const engine = createRuleEngine();
  try {
    await engine.ask('open', rule);
    const { total, first } = await lastLogs(count, signal);
    onProgress(0, total);
    const awaited = new Map<string, AuditLog>();
    let judged = 0;
    if (total > 0) {
      const query = { order: 'asc', limit: pageLogs, ...(first && { from: first.timestamp }) } as const;
      for await (const page of client.query(query, { signal }).pages()) {
        const logs = page.data
          .filter(({ sequence }) => first === undefined || sequence >= first.sequence)
          .slice(0, total - judged);
        const verdicts = await engine.ask(
          'judge',
          logs.map((log) => ({ ...log })),
        );
        logs.forEach((log, place) => {
          const verdict = verdicts[place]!;
          tally.add(log, verdict);
          if (isSequence(rule) && verdict.violations.length === 0) awaited.set(log.id, withoutPayload(log));
        });
        judged += logs.length;
        onProgress(judged, total);
        signal.throwIfAborted();
        if (judged >= total) break;
      }
    }
    for (const { eventId, violation } of await engine.ask('settle', { nowMs: Date.now() })) {
      const log = awaited.get(eventId ?? '');
      if (log !== undefined) tally.addHit(log, [violation]);
    }
    return tally.report();
  } finally {
    engine.close();
  }
}

/** Where the last so many logs begin; without a beginning they are all there is. */
async function lastLogs(count: number, signal: AbortSignal) {
  const one = { limit: 1, payload: false } as const;
  const { data } = await client.query({ ...one, offset: count - 1 }, { signal });
  if (data[0] !== undefined) return { total: count, first: data[0] };
  const { total } = await client.query({ ...one, count: true }, { signal });
  return { total: total ?? 0, first: undefined };
}

/** Only a sequence can be broken by what did not follow. */
function isSequence({ ruleType }: EngineRule): boolean {
  return ruleType === 'sequence';
}

function withoutPayload(log: AuditLog): AuditLog {
  const { prompt: _prompt, response: _response, metadata: _metadata, ...envelope } = log;
  return { ...envelope, prompt: null, response: null, metadata: null };
}
