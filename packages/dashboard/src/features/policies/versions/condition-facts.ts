import type { ComplianceRule } from 'agentaudit-client';

import { toDurationText } from '../../rules/duration.ts';

/** One thing that is fixed about a rule: a text, or a set of words in no order. */
export interface Fact {
  name: string;
  value: string | readonly string[];
}

const names: Record<string, string> = {
  entities: 'Looks for',
  minConfidence: 'Confidence from',
  minCount: 'Found at least',
  keywords: 'Keywords',
  wholeWord: 'Whole words only',
  caseSensitive: 'Case matters',
  pattern: 'Pattern',
  flags: 'Flags',
  limit: 'Events at most',
  windowSeconds: 'Window',
  groupBy: 'Counted per',
  path: 'Number',
  operator: 'Operator',
  value: 'Value',
  aggregate: 'Aggregate',
  cel: 'Expression',
  steps: 'Step',
  when: 'When',
  requires: 'Requires',
  followedBy: 'Followed by',
  withinSeconds: 'Within',
  scope: 'Only in',
  actions: 'actions',
  agentIds: 'agents',
  fields: 'fields',
  tools: 'tools',
  where: 'where',
};

/** What a rule's condition says, part by part, so that two of them can be compared in words. */
export function conditionFacts({ condition }: Pick<ComplianceRule, 'condition'>): Fact[] {
  return factsOf(condition, []);
}

function factsOf(value: unknown, path: readonly string[]): Fact[] {
  const key = path.at(-1) ?? '';
  if (Array.isArray(value) && value.some((item) => typeof item === 'object')) {
    return value.flatMap((item, place) => factsOf(item, [...path, String(place + 1)]));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, inner]) => factsOf(inner, [...path, name]));
  }
  return [{ name: path.map((part) => names[part] ?? part).join(' '), value: textOf(key, value) }];
}

function textOf(key: string, value: unknown): Fact['value'] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number' && key.endsWith('Seconds')) return toDurationText(value);
  return String(value);
}
