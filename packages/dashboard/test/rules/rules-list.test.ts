import type { ComplianceRule, Pack } from 'agentaudit-client';
import { describe, expect, it } from 'vitest';

import { countMissing, originOf, toPackState } from '../../src/features/packs/pack-state.ts';
import { summarize, summarizeScope } from '../../src/features/rules/condition-summary.ts';
import { filterRules } from '../../src/features/rules/filter-rules.ts';
import { parseRuleSearch } from '../../src/features/rules/rule-search.ts';

const rule = (rest: object) =>
  ({
    id: 'rule_1',
    name: 'Rule',
    ruleType: 'pii_detect',
    condition: {},
    severity: 'warning',
    appliesTo: 'organization',
    isActive: true,
    ...rest,
  }) as unknown as ComplianceRule;

const rules = [
  rule({ id: '1', name: 'Mail', condition: { entities: ['EMAIL'] }, action: 'redact' }),
  rule({ id: '2', name: 'Names', ruleType: 'keyword_match', condition: { keywords: ['falcon'] }, isActive: false }),
  rule({ id: '3', name: 'Number', packId: 'hipaa', severity: 'critical', condition: { entities: ['US_SSN'] } }),
];
const said = (ruleType: string, condition: object) => summarize(rule({ ruleType, condition }));
const idsOf = (search: Record<string, unknown>) => filterRules(rules, parseRuleSearch(search)).map(({ id }) => id);

describe('the list of rules', () => {
  it('shows all of them until it is asked for less', () => {
    expect(idsOf({})).toEqual(['1', '2', '3']);
    expect(idsOf({ type: 'nonsense', q: '' })).toEqual(['1', '2', '3']);
  });

  it('is narrowed by each filter', () => {
    expect(idsOf({ type: 'keyword_match' })).toEqual(['2']);
    expect(idsOf({ severity: 'critical' })).toEqual(['3']);
    expect(idsOf({ action: 'redact' })).toEqual(['1']);
    expect(idsOf({ action: 'none' })).toEqual(['2', '3']);
    expect(idsOf({ state: 'off' })).toEqual(['2']);
    expect(idsOf({ pack: 'hipaa' })).toEqual(['3']);
    expect(idsOf({ pack: 'none' })).toEqual(['1', '2']);
  });

  it('is searched by names, types and conditions, each word', () => {
    expect(idsOf({ q: 'FALCON' })).toEqual(['2']);
    expect(idsOf({ q: 'personal number' })).toEqual(['3']);
  });
});

describe('a condition in a line', () => {
  it('says what each type looks for', () => {
    expect(said('pii_detect', {})).toBe('any personal data or secret');
    expect(said('pii_detect', { entities: ['A', 'B', 'C', 'D', 'E'], minCount: 3 })).toBe(
      'A, B, C and 2 more · at least 3',
    );
    expect(said('regex_match', { pattern: 'a+', flags: 'i' })).toBe('/a+/i');
    expect(said('rate_limit', { limit: 100, windowSeconds: 7200 })).toBe('more than 100 in 2 hours per agentId');
    expect(said('threshold', { path: 'cost', operator: '>', value: 2 })).toBe('cost > 2');
    expect(
      said('threshold', {
        path: 'cost',
        operator: '>',
        value: 2,
        aggregate: 'sum',
        windowSeconds: 90,
        groupBy: ['userId', 'action'],
      }),
    ).toBe('sum of cost over 90 seconds per userId and action > 2');
    expect(
      said('sequence', { when: { tools: ['pay'] }, followedBy: { actions: ['receipt'] }, withinSeconds: 60 }),
    ).toBe('tool pay not followed by receipt within 1 minute');
    expect(summarizeScope({ actions: ['tool_*'], fields: ['prompt'] })).toBe('in tool_* · in the prompt');
  });
});

const packRule = (key: string, name: string, entity: string) => ({
  key,
  name,
  description: '',
  ruleType: 'pii_detect' as const,
  condition: { entities: [entity] },
  severity: 'warning' as const,
  citation: '',
});

describe('a pack beside what was installed with it', () => {
  const pack = {
    id: 'hipaa',
    installed: true,
    rules: [packRule('a', 'First', 'EMAIL'), packRule('b', 'Second', 'PHONE'), packRule('c', 'Third', 'MRN')],
  } as unknown as Pack;
  const installed = [
    rule({ id: 'other', name: 'First', condition: { entities: ['EMAIL'] } }),
    rule({ id: 'renamed', name: 'Ours', packId: 'hipaa', condition: { entities: ['PHONE'] } }),
    rule({ id: 'kept', name: 'First', packId: 'hipaa', condition: { entities: ['EMAIL'] } }),
  ];

  it('knows a rule again by its name, or else by its condition', () => {
    expect(toPackState(pack, installed)).toMatchObject([
      { rule: { key: 'a' }, installed: { id: 'kept' }, isChanged: false },
      { rule: { key: 'b' }, installed: { id: 'renamed' }, isChanged: true },
      { rule: { key: 'c' }, installed: undefined, isChanged: false },
    ]);
    expect(originOf(installed[1]!, [pack])).toEqual({ packId: 'hipaa', key: 'b' });
    expect(originOf(installed[0]!, [pack])).toBeUndefined();
  });

  it('misses what was deleted, once the pack is installed', () => {
    expect(countMissing(pack, installed)).toBe(1);
    expect(countMissing({ ...pack, installed: false }, [])).toBe(0);
  });
});
