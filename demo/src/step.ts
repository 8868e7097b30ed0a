import type { BatchLogEntry } from 'agentaudit-client';

/** One span of a run, and what runs inside it. */
export interface Step {
  action: string;
  /** Its own work, besides that of what runs inside it. */
  ms: number;
  prompt?: string;
  response?: string;
  status?: 'ok' | 'error' | 'blocked';
  metadata?: Record<string, unknown>;
  /** One after another, unless `parallel`. */
  inside?: Step[];
  parallel?: boolean;
}

/** What all steps of a run belong to. */
export interface RunContext {
  traceId: string;
  agentId?: string;
  /** Of the outermost step. */
  parentSpanId?: string;
  sessionId?: string;
  userId?: string;
}

interface Recording {
  entries: BatchLogEntry[];
  endMs: number;
}

/** The whole run as one batch. Each step begins with half of its own work, then runs what is inside, then the rest. */
export function record(step: Step, startMs: number, context: RunContext, parentRef?: string): Recording {
  const { parentSpanId, ...common } = context;
  const ref = `${startMs}-${crypto.randomUUID().slice(0, 8)}`;
  const inside: BatchLogEntry[] = [];
  let atMs = startMs + step.ms / 2;
  let latestMs = atMs;
  for (const child of step.inside ?? []) {
    const recording = record(child, atMs, context, ref);
    inside.push(...recording.entries);
    latestMs = Math.max(latestMs, recording.endMs);
    if (step.parallel !== true) atMs = recording.endMs + 4;
  }
  const endMs = latestMs + step.ms / 2;
  const { ms: _ms, inside: _inside, parallel: _parallel, ...fields } = step;
  const entry: BatchLogEntry = {
    ...fields,
    ...common,
    ref,
    ...(parentRef === undefined ? parentSpanId !== undefined && { parentSpanId } : { parentRef }),
    timestamp: new Date(startMs).toISOString(),
    durationMs: Math.round(endMs - startMs),
  };
  return { entries: [entry, ...inside], endMs };
}
