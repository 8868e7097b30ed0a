import type { Random } from './random.ts';
import type { Step } from './step.ts';

/** Dollars for a million tokens, in and out. */
const prices = {
  'gpt-5.2': [1.75, 14],
  'gpt-5-mini': [0.25, 2],
  'claude-sonnet-4.5': [3, 15],
  'claude-haiku-4.5': [1, 5],
} as const;

export type Model = keyof typeof prices;

export interface ModelCall {
  model: Model;
  prompt: string;
  response: string;
  /** What it asks to be run. */
  toolCalls?: { name: string; arguments: Record<string, unknown> }[];
  /** What was sent before the prompt: instructions, history, documents. */
  contextTokens?: number;
}

const failures = [
  { type: 'RateLimitError', message: '429 Too Many Requests: slow down', status: 429 },
  { type: 'APITimeoutError', message: 'Request timed out after 60 s', status: 408 },
  { type: 'InternalServerError', message: '529 Overloaded', status: 529 },
] as const;

/** A call of a model, with the tokens and the cost that its texts come to. */
export function callModel(
  random: Random,
  { model, prompt, response, toolCalls, contextTokens = 900 }: ModelCall,
): Step {
  const input = contextTokens + Math.round(prompt.length / 4) + random.whole(0, 120);
  const output = Math.round(response.length / 4) + random.whole(8, 60) + (toolCalls?.length ?? 0) * 40;
  const cached = random.chance(0.4) ? Math.round(contextTokens * 0.8) : 0;
  const ms = Math.round(260 + output * random.between(7, 14));
  const [inPrice, outPrice] = prices[model];
  return {
    action: 'llm_call',
    ms,
    prompt,
    response,
    metadata: {
      model,
      provider: model.startsWith('gpt') ? 'openai' : 'anthropic',
      tokens: input + output,
      usage: { input_tokens: input, output_tokens: output, cached_input_tokens: cached },
      cost_usd: Number(((input * inPrice + output * outPrice) / 1e6).toFixed(6)),
      latency_ms: ms,
      finish_reason: toolCalls === undefined ? 'stop' : 'tool_calls',
      ...(toolCalls === undefined
        ? {}
        : { tool_calls: toolCalls.map((call) => ({ id: `call_${random.digits(8)}`, ...call })) }),
    },
  };
}

/** The same call as its provider refused it. */
export function failModel(random: Random, { model, prompt }: Pick<ModelCall, 'model' | 'prompt'>): Step {
  const error = random.pick(failures);
  const ms = error.status === 408 ? 60_000 : random.whole(180, 900);
  return {
    action: 'llm_call',
    ms,
    prompt,
    status: 'error',
    metadata: { model, provider: model.startsWith('gpt') ? 'openai' : 'anthropic', latency_ms: ms, error },
  };
}

export interface ToolCall {
  tool: string;
  input: Record<string, unknown>;
  output: unknown;
  ms: number;
}

export function useTool({ tool, input, output, ms }: ToolCall): Step {
  return {
    action: 'tool_use',
    ms,
    prompt: JSON.stringify(input),
    response: typeof output === 'string' ? output : JSON.stringify(output),
    metadata: { tool },
  };
}

/** A tool that ran and did not come to an end. */
export function failTool(
  { tool, input, ms }: Omit<ToolCall, 'output'>,
  error: { type: string; message: string },
): Step {
  return {
    action: 'tool_use',
    ms,
    prompt: JSON.stringify(input),
    response: error.message,
    status: 'error',
    metadata: { tool, error },
  };
}
