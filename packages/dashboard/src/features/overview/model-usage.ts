import type { AuditLog } from 'agentaudit-client';

export interface ModelUsage {
  model: string;
  calls: number;
  tokens: number;
}

/** What model calls amount to, as far as their logs say. */
export interface UsageSummary {
  calls: number;
  /** Calls that say how many tokens they took. */
  counted: number;
  tokens: number;
  inputTokens: number;
  outputTokens: number;
  /** US dollars; `undefined` where no log carries a cost. */
  costUsd: number | undefined;
  /** Most tokens first. */
  byModel: ModelUsage[];
}

/** Reads the metadata that instrumentation writes: `model`, `tokens`, `usage`, and `cost_usd` or `cost` where somebody adds it. */
export function summarizeUsage(logs: readonly AuditLog[]): UsageSummary {
  const summary: UsageSummary = {
    calls: logs.length,
    counted: 0,
    tokens: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: undefined,
    byModel: [],
  };
  const models = new Map<string, ModelUsage>();
  for (const { metadata } of logs) {
    const usage = isRecord(metadata?.['usage']) ? metadata['usage'] : {};
    const input = toNumber(usage['input_tokens']) ?? 0;
    const output = toNumber(usage['output_tokens']) ?? 0;
    const tokens = toNumber(metadata?.['tokens']) ?? input + output;
    const cost = toNumber(metadata?.['cost_usd']) ?? toNumber(metadata?.['cost']);
    if (tokens > 0) summary.counted += 1;
    summary.tokens += tokens;
    summary.inputTokens += input;
    summary.outputTokens += output;
    if (cost !== undefined) summary.costUsd = (summary.costUsd ?? 0) + cost;
    const name = metadata?.['model'];
    const model = typeof name === 'string' && name !== '' ? name : 'No model named';
    const known = models.get(model) ?? { model, calls: 0, tokens: 0 };
    models.set(model, { model, calls: known.calls + 1, tokens: known.tokens + tokens });
  }
  summary.byModel = [...models.values()].toSorted((a, b) => b.tokens - a.tokens || b.calls - a.calls);
  return summary;
}

/** The value that this share of all lies at or below; `undefined` of none. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

function toNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
