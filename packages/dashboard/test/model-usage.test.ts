import { describe, expect, it } from 'vitest';

import { percentile, summarizeUsage } from '../src/features/overview/model-usage.ts';
import { traceLog } from './trace-logs.ts';

const call = (metadata: Record<string, unknown> | null) => traceLog('1', { action: 'llm_call', metadata });

describe('what model calls amount to', () => {
  it('adds up tokens and cost as far as logs carry them', () => {
    const usage = { input_tokens: 30, output_tokens: 12 };
    expect(
      summarizeUsage([
        call({ model: 'small', tokens: 50, cost_usd: 0.5 }),
        call({ model: 'large', usage, cost: 1 }),
        call({ model: 'large', tokens: 'many', usage: null }),
        call(null),
      ]),
    ).toEqual({
      calls: 4,
      counted: 2,
      tokens: 92,
      inputTokens: 30,
      outputTokens: 12,
      costUsd: 1.5,
      byModel: [
        { model: 'small', calls: 1, tokens: 50 },
        { model: 'large', calls: 2, tokens: 42 },
        { model: 'No model named', calls: 1, tokens: 0 },
      ],
    });
  });

  it('knows no cost where no log carries one', () => {
    expect(summarizeUsage([call({ tokens: 1 })]).costUsd).toBeUndefined();
  });

  it('takes the value below which a share of the calls lies', () => {
    expect(percentile([40, 10, 20, 30], 0.5)).toBe(20);
    expect(percentile([40, 10, 20, 30], 0.95)).toBe(40);
    expect(percentile([], 0.5)).toBeUndefined();
  });
});
