import type { ComplianceRule } from 'agentaudit-client';

import { toDurationText } from './duration.ts';
import type { ConditionOf, RuleScope } from './rule-words.ts';

const namedItems = 3;

/** A condition in a line of plain words. */
export function summarize({ ruleType, condition }: Pick<ComplianceRule, 'ruleType' | 'condition'>): string {
  switch (ruleType) {
    case 'pii_detect':
      return summarizePii(condition);
    case 'keyword_match':
      return listOf((condition as ConditionOf<'keyword_match'>).keywords.map((word) => `“${word}”`));
    case 'regex_match': {
      const { pattern, flags = '' } = condition as ConditionOf<'regex_match'>;
      return `/${pattern}/${flags}`;
    }
    case 'rate_limit': {
      const { limit, windowSeconds, groupBy } = condition as ConditionOf<'rate_limit'>;
      return `more than ${limit.toLocaleString()} in ${toDurationText(windowSeconds)}${per(groupBy)}`;
    }
    case 'threshold':
      return summarizeThreshold(condition as ConditionOf<'threshold'>);
    case 'expression':
      return (condition as ConditionOf<'expression'>).cel;
    case 'sequence':
      return summarizeSequence(condition as ConditionOf<'sequence'>);
    case 'prompt_injection':
      return `confidence from ${(condition as ConditionOf<'prompt_injection'>).minConfidence ?? 0.5}`;
    default:
      return '';
  }
}

/** Where a rule looks; empty when it looks everywhere. */
export function summarizeScope({ actions, agentIds, fields }: RuleScope = {}): string {
  return [
    actions && `in ${listOf(actions)}`,
    agentIds && `of ${listOf(agentIds)}`,
    fields && `in the ${listOf(fields)}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function summarizePii({ entities, minCount = 1, minConfidence }: ConditionOf<'pii_detect'>): string {
  const what = entities === undefined ? 'any personal data or secret' : listOf(entities);
  return [
    what,
    minCount > 1 ? `at least ${minCount}` : undefined,
    minConfidence === undefined ? undefined : `confidence from ${minConfidence}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function summarizeThreshold(condition: ConditionOf<'threshold'>): string {
  const { path, operator, value, aggregate, windowSeconds, groupBy } = condition;
  if (aggregate === undefined || windowSeconds === undefined) return `${path} ${operator} ${value}`;
  return `${aggregate} of ${path} over ${toDurationText(windowSeconds)}${per(groupBy)} ${operator} ${value}`;
}

function summarizeSequence(condition: ConditionOf<'sequence'>): string {
  const within = condition.withinSeconds === undefined ? '' : ` within ${toDurationText(condition.withinSeconds)}`;
  if ('steps' in condition) return `${condition.steps.map(matchOf).join(', then ')}${within}`;
  if ('requires' in condition)
    return `${matchOf(condition.when)} without ${matchOf(condition.requires)} before${within}`;
  return `${matchOf(condition.when)} not followed by ${matchOf(condition.followedBy)}${within}`;
}

interface EventMatch {
  actions?: string[];
  tools?: string[];
  where?: string;
}

function matchOf({ actions, tools, where }: EventMatch): string {
  const parts = [tools && `tool ${listOf(tools)}`, actions && tools === undefined && listOf(actions), where];
  return parts.filter((part) => typeof part === 'string').join(' where ') || 'any event';
}

function per(groupBy: string | string[] = 'agentId'): string {
  const keys = [groupBy].flat();
  return keys.includes('organization') && keys.length === 1 ? '' : ` per ${keys.join(' and ')}`;
}

function listOf(items: readonly string[]): string {
  const more = items.length - namedItems;
  return more > 0 ? `${items.slice(0, namedItems).join(', ')} and ${more} more` : items.join(', ');
}
