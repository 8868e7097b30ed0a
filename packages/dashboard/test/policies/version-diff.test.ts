import type { ComplianceRule, PolicyVersion } from 'agentaudit-client';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { diffVersions, summarizeDiff } from '../../src/features/policies/versions/version-diff.ts';

const idsOf = (list: readonly ComplianceRule[]) => list.map(({ id }) => id).toSorted();

type Version = Pick<PolicyVersion, 'snapshot' | 'rules'>;

function rule(id: string, change: Partial<ComplianceRule> = {}): ComplianceRule {
  return {
    id,
    name: `Rule ${id}`,
    ruleType: 'keyword_match',
    condition: { keywords: ['Bluebird'] },
    severity: 'warning',
    appliesTo: 'policies',
    isActive: true,
    createdAt: '2026-01-15T10:00:00.000Z',
    updatedAt: '2026-01-15T10:00:00.000Z',
    ...change,
  } as ComplianceRule;
}

function version(rules: ComplianceRule[], change: Partial<PolicyVersion['snapshot']> = {}): Version {
  const ruleIds = rules.map(({ id }) => id);
  return {
    snapshot: { name: 'Careful', mode: 'flag', shadow: false, priority: 0, isActive: true, ruleIds, ...change },
    rules,
  };
}

test('settings that differ are named with both their values', () => {
  const diff = diffVersions(version([]), version([], { mode: 'block', shadow: true, description: 'New' }));
  expect(diff.settings).toEqual([
    { name: 'Mode', before: 'flag', after: 'block' },
    { name: 'Shadow', before: 'off', after: 'on' },
    { name: 'Description', before: undefined, after: 'New' },
  ]);
  expect(summarizeDiff(diff)).toBe('mode flag → block, shadow off → on, description');
});

test('rules are added, removed, changed or as before', () => {
  const before = version([rule('a'), rule('b'), rule('c')]);
  const after = version([rule('a'), rule('c', { severity: 'critical' }), rule('d')]);
  const diff = diffVersions(before, after);
  expect(diff.added.map(({ id }) => id)).toEqual(['d']);
  expect(diff.removed.map(({ id }) => id)).toEqual(['b']);
  expect(diff.unchanged.map(({ id }) => id)).toEqual(['a']);
  expect(diff.changed).toMatchObject([
    { rule: { id: 'c' }, changes: [{ name: 'Severity', before: 'warning', after: 'critical' }] },
  ]);
  expect(summarizeDiff(diff)).toBe('1 rule added, 1 rule removed, 1 rule changed');
});

test('a condition is compared part by part, in words', () => {
  const before = rule('a', {
    ruleType: 'rate_limit',
    condition: { limit: 5, windowSeconds: 60, scope: { actions: ['tool_use'] } },
  });
  const after = rule('a', {
    ruleType: 'rate_limit',
    condition: { limit: 9, windowSeconds: 3600, scope: { actions: ['tool_use', 'llm_call'] } },
  });
  expect(diffVersions(version([before]), version([after])).changed[0]?.changes).toEqual([
    { name: 'Events at most', before: '5', after: '9' },
    { name: 'Window', before: '1 minute', after: '1 hour' },
    { name: 'Only in actions', before: ['tool_use'], after: ['tool_use', 'llm_call'] },
  ]);
});

test('the steps of a sequence are told apart', () => {
  const [before, after] = ['mail', 'post'].map((tool) =>
    rule('a', { ruleType: 'sequence', condition: { steps: [{ tools: ['read'] }, { tools: [tool] }] } }),
  );
  expect(diffVersions(version([before!]), version([after!])).changed[0]?.changes).toEqual([
    { name: 'Step 2 tools', before: ['mail'], after: ['post'] },
  ]);
});

test('a rule that moved is named, and those that made way for it are not', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => rule(id));
  const diff = diffVersions(version([a!, b!, c!, d!]), version([b!, c!, d!, a!]));
  expect(diff.moved).toMatchObject([{ rule: { id: 'a' }, from: 1, to: 4 }]);
  expect(summarizeDiff(diff)).toBe('another order');
});

test('equal versions have no differences', () => {
  expect(summarizeDiff(diffVersions(version([rule('a')]), version([rule('a')])))).toBe('');
});

test('every rule of either version is accounted for once, whatever changed', () => {
  const rules = fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 8 })
    .chain((ids) =>
      fc.tuple(
        ...ids.map((id) => fc.constantFrom('info', 'warning', 'critical').map((severity) => rule(id, { severity }))),
      ),
    );
  fc.assert(
    fc.property(rules, rules, (before, after) => {
      const { added, removed, changed, unchanged, moved } = diffVersions(version(before), version(after));
      const kept = [...changed.map((change) => change.rule), ...unchanged];
      expect(idsOf([...added, ...kept])).toEqual(idsOf(after));
      expect(idsOf([...removed, ...kept])).toEqual(idsOf(before));
      const movedIds = new Set(moved.map(({ rule: { id } }) => id));
      const settled = (list: readonly ComplianceRule[]) =>
        list.map(({ id }) => id).filter((id) => kept.some((other) => other.id === id) && !movedIds.has(id));
      expect(settled(after)).toEqual(settled(before));
    }),
  );
});
