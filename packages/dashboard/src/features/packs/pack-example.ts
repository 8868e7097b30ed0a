import type { Sample } from '../rules/bench/sample.ts';

export interface PackExample {
  /** Whether the rule finds something in it, or lets it pass. */
  kind: 'finds' | 'passes';
  /** In a line. */
  text: string;
  sample: Sample;
}

/** An example of a pack as something to try a rule on. */
export function toExample(kind: PackExample['kind'], example: unknown): PackExample {
  if (typeof example === 'string') return { kind, text: example, sample: { kind: 'text', text: example, json: '{}' } };
  const json = JSON.stringify(example, null, 2);
  return { kind, text: toLine(example), sample: { kind: 'event', text: '', json } };
}

function toLine(example: unknown): string {
  if (!Array.isArray(example)) return eventLine(example as Record<string, unknown>);
  const lines = example.map((event) => eventLine(event as Record<string, unknown>));
  return new Set(lines).size === 1 && lines.length > 1 ? `${lines.length} times ${lines[0]}` : lines.join(' → ');
}

function eventLine({
  action = 'llm_call',
  prompt,
  response,
  metadata,
  traceId: _trace,
  ...rest
}: Record<string, unknown>) {
  const tool = (metadata as { tool?: unknown } | undefined)?.tool;
  const others = { ...rest, ...(typeof tool === 'string' ? {} : (metadata as object | undefined)) };
  const parts = [prompt, response].filter((part) => typeof part === 'string');
  if (Object.keys(others).length > 0) parts.push(JSON.stringify(others));
  const name = typeof tool === 'string' ? `${String(action)} ${tool}` : String(action);
  return parts.length === 0 ? name : `${name}: ${parts.join(' ⇒ ')}`;
}
