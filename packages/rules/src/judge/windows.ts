import type { GroupKey, RateLimitCondition, ThresholdCondition } from 'agentaudit-schemas';

import type { RuleEvent } from '../event.ts';
import type { SeriesTotals } from '../history.ts';
import { type Judge, needsHistory, type Proceedings } from './judge.ts';

export function compileRateLimit({ limit, windowSeconds, groupBy }: RateLimitCondition, ruleId: string): Judge {
  return {
    looksAt: 'event',
    judge(proceedings) {
      const { count } = addToWindow(proceedings, { prefix: `rate:${ruleId}`, windowSeconds, groupBy }, 1);
      return count > limit
        ? { field: null, label: 'RATE_LIMIT', fact: `${count} events in ${windowSeconds} s, limit ${limit}` }
        : null;
    },
  };
}

export function compileThreshold(condition: ThresholdCondition, ruleId: string): Judge {
  const { path, operator, value, aggregate, windowSeconds, groupBy } = condition;
  const keys = pathKeys(path);
  const holds = comparisons[operator];
  return {
    looksAt: 'event',
    judge(proceedings) {
      const number = numberAt(proceedings.event, keys);
      if (number === null) return null;
      if (!aggregate || windowSeconds === undefined) {
        return holds(number, value)
          ? {
              field: fieldOf(proceedings.event, keys),
              label: 'THRESHOLD',
              fact: `${path} is ${number}, which is ${operator} ${value}`,
            }
          : null;
      }
      const totals = addToWindow(proceedings, { prefix: `threshold:${ruleId}`, windowSeconds, groupBy }, number);
      const total = aggregate === 'avg' ? totals.sum / totals.count : totals[aggregate];
      return holds(total, value)
        ? {
            field: null,
            label: 'THRESHOLD',
            fact: `${aggregate} of ${path} in ${windowSeconds} s is ${total}, which is ${operator} ${value}`,
          }
        : null;
    },
  };
}

const equal = (a: number, b: number) => a === b;
const unequal = (a: number, b: number) => a !== b;
const more = (a: number, b: number) => a > b;
const less = (a: number, b: number) => a < b;
const atLeast = (a: number, b: number) => a >= b;
const atMost = (a: number, b: number) => a <= b;

// prettier-ignore
const comparisons: Readonly<Record<ThresholdCondition['operator'], (a: number, b: number) => boolean>> = {
  '>': more, gt: more, '>=': atLeast, gte: atLeast, '<': less, lt: less, '<=': atMost, lte: atMost,
  '==': equal, eq: equal, '!=': unequal, ne: unequal, neq: unequal,
};

interface Window {
  prefix: string;
  windowSeconds: number;
  groupBy: GroupKey | GroupKey[] | undefined;
}

/** The totals of the window that ends with this event, itself included. */
function addToWindow({ event, at, history, remember }: Proceedings, window: Window, value: number): SeriesTotals {
  if (!history) throw needsHistory;
  const length = window.windowSeconds * 1000;
  const series = `${window.prefix}:${groupOf(event, window.groupBy)}`;
  const before = history.read({ series, from: at - length + 1, to: at });
  remember({ series, at, value, expiresAt: at + length });
  return {
    count: before.count + 1,
    sum: before.sum + value,
    min: Math.min(before.min, value),
    max: Math.max(before.max, value),
  };
}

function groupOf(event: RuleEvent, groupBy: GroupKey | GroupKey[] = 'agentId'): string {
  const keys = Array.isArray(groupBy) ? groupBy : [groupBy];
  return JSON.stringify(keys.map((key) => (key === 'organization' ? null : (valueAt(event, key.split('.')) ?? null))));
}

function pathKeys(path: string): string[] {
  return path
    .replace(/^\$\.?/, '')
    .split(/[.[\]]+/)
    .map((key) => key.replace(/^["']|["']$/g, ''))
    .filter((key) => key !== '');
}

/** A path is from the event's top; short ones are from `metadata`. */
function numberAt(event: RuleEvent, keys: readonly string[]): number | null {
  const found = valueAt(event, keys) ?? valueAt(event.metadata, keys);
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

function fieldOf(event: RuleEvent, keys: readonly string[]): string {
  return valueAt(event, keys) === undefined ? ['metadata', ...keys].join('.') : keys.join('.');
}

function valueAt(value: unknown, keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}
