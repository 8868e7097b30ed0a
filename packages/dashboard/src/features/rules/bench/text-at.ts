import type { RuleTestResult } from 'agentaudit-client';

const steps = /\.([\w$-]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g;

/** The text that a violation's `field` points to, such as `metadata.items[0].name`; undefined for a key or a number. */
export function textAt(content: RuleTestResult['content'], field: string): string | undefined {
  const root = /^(prompt|response|metadata)/.exec(field)?.[0] as keyof typeof content | undefined;
  if (root === undefined) return undefined;
  let value: unknown = content[root];
  for (const [, key, index, quoted] of field.slice(root.length).matchAll(steps)) {
    if (typeof value !== 'object' || value === null) return undefined;
    const name = key ?? index ?? (JSON.parse(quoted!) as string);
    value = (value as Record<string, unknown>)[name];
  }
  return typeof value === 'string' ? value : undefined;
}
