import { packIds } from 'agentaudit-schemas';
import { describe, expect, test } from 'vitest';

import {
  checkRule,
  compile,
  createMemoryHistory,
  type PackExample,
  type PackRuleDefinition,
  packs,
  type RuleEvent,
} from '../src/index.ts';

/** How the rule judges the example, or the last event of one. */
function judge({ ruleType, condition, name, severity }: PackRuleDefinition, example: PackExample) {
  const rules = compile([
    // A definition holds its condition to its type.
    { id: 'rule', name, severity, ruleType, condition, appliesTo: 'organization', isActive: true } as never,
  ]);
  const history = createMemoryHistory();
  const events: Partial<RuleEvent>[] = typeof example === 'string' ? [{ prompt: example }] : [example].flat();
  const verdicts = events.map((event, index) => {
    const verdict = rules.evaluate({ action: 'llm_call', ...event }, { history, now: 1_800_000_000_000 + index });
    history.append(verdict.samples);
    return verdict;
  });
  return verdicts.at(-1);
}

test('every pack of the contract is there, with an honest description', () => {
  expect(packs.map(({ id }) => id)).toEqual([...packIds]);
  for (const { description } of packs) expect(description).toContain('not a certification');
});

describe.each(packs.map((pack) => [pack.id, pack] as const))('pack %s', (_, pack) => {
  test('names its rules once', () => {
    const keys = pack.rules.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each(pack.rules.map((rule) => [rule.key, rule] as const))('%s holds what it says', (_key, rule) => {
    expect(checkRule(rule)).toEqual([]);
    expect(rule.citation).not.toBe('');
    for (const example of rule.positive)
      expect(judge(rule, example), JSON.stringify(example).slice(0, 200)).toMatchObject({
        enforcementAction: 'flag',
        skipped: [],
      });
    for (const example of rule.negative)
      expect(judge(rule, example), JSON.stringify(example).slice(0, 200)).toMatchObject({
        enforcementAction: 'allow',
        skipped: [],
      });
    expect(rule.negative.length).toBeGreaterThan(0);
  });
});
