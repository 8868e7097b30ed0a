import { limits } from 'agentaudit-schemas';
import { describe, expect, test } from 'vitest';

import { checkRule, compile } from '../src/index.ts';
import { rule } from './rules.ts';

describe('a pattern', () => {
  test.each([
    ['a(b', 1], ['x[z-a]', 2], ['(?=x)y', 0], ['ab\\1', 2], ['a**', 1], ['(a{0,1000}){0,1000}', 0],
  ])('%s is refused at %i', (pattern, position) => {
    expect(checkRule({ ruleType: 'regex_match', condition: { pattern } })).toEqual([{ field: 'condition.pattern', message: expect.any(String) as string, position }]);
  }); // prettier-ignore

  // Each of these runs for hours on an engine that backtracks. The limit is the test's timeout.
  test.each([
    '(a+)+$',
    '(a*)*b',
    '(a|aa)+$',
    '(a|a?)+$',
    '(.*a){12}',
    '([a-zA-Z]+)*!',
    'a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaa$',
    '(?:a{0,20}){0,20}b',
    '\\p{L}+(\\p{L}+)+!',
    'a(.*b)?',
  ])('%s ends on 50,000 characters', (pattern) => {
    expect(checkRule({ ruleType: 'regex_match', condition: { pattern } })).toEqual([]);
    const verdict = compile([rule('r', 'regex_match', { pattern })]).evaluate({
      action: 'x',
      prompt: `${'a'.repeat(50_000)}!`,
    });
    expect(verdict.skipped).toEqual([]);
  });

  test('whose search is given up redacts the rest rather than miss it', () => {
    const prompt = 'a'.repeat(200_000);
    const rules = compile([rule('r', 'regex_match', { pattern: 'a(.*b)?' }, { action: 'redact' })]);
    expect(rules.evaluate({ action: 'x', prompt }).event.prompt).not.toContain('a');
  });
});

describe('an expression', () => {
  test.each([
    ['metadata.cost >', 15], ['foo > 1', 0], ['action + 1 == 2 &&', 18], ['action.matches("(a+)+$")', 0], ['true && prompt.matches("a")', 8],
    ['re2(prompt, "a(")', 14], ['re2(prompt, action)', 12], ['1 + 1', 0],
  ])('%s is refused at %i', (cel, position) => {
    expect(checkRule({ ruleType: 'expression', condition: { cel } })).toEqual([{ field: 'condition.cel', message: expect.any(String) as string, position }]);
  }); // prettier-ignore

  test('inside a sequence is named by its step', () => {
    expect(
      checkRule({ ruleType: 'sequence', condition: { steps: [{ actions: ['a'] }, { where: 'foo' }] } }),
    ).toMatchObject([{ field: 'condition.steps[1].where', position: 0 }]);
  });
});

describe('a condition', () => {
  test.each([
    ['pii_detect', { entities: ['NAME'] }, 'condition.entities[0]'],
    ['pii_detect', { minConfidence: 2 }, 'condition.minConfidence'],
    ['keyword_match', { keywords: [] }, 'condition.keywords'],
    ['keyword_match', { keywords: [' '] }, 'condition.keywords[0]'],
    ['keyword_match', { keywords: Array.from({ length: limits.ruleKeywords + 1 }, String) }, 'condition.keywords'],
    ['keyword_match', { keywords: ['x'.repeat(limits.keywordLength + 1)] }, 'condition.keywords[0]'],
    ['regex_match', { pattern: 'a', flags: 'x' }, 'condition.flags'],
    ['regex_match', { pattern: 'a'.repeat(limits.patternLength + 1) }, 'condition.pattern'],
    ['rate_limit', { limit: 1 }, 'condition'],
    ['threshold', { path: 'a', operator: '=>', value: 1 }, 'condition.operator'],
    ['threshold', { path: 'a', operator: '>', value: 1, aggregate: 'sum' }, 'condition.windowSeconds'],
    ['sequence', { steps: [{ actions: ['a'] }] }, 'condition.steps'],
    ['sequence', { when: { actions: ['a'] } }, 'condition'],
    ['sequence', { when: { actions: ['a'] }, followedBy: { actions: ['b'] } }, 'condition.withinSeconds'],
    ['prompt_injection', { scope: { fields: ['agentId'] } }, 'condition.scope.fields[0]'],
    ['expression', null, 'condition'],
    ['expression', { cel: 'true', extra: 1 }, 'condition'],
  ] as const)('of %s: %j names %s', (ruleType, condition, field) => {
    expect(checkRule({ ruleType, condition }).map((problem) => problem.field)).toContain(field);
  }); // prettier-ignore
});

test('five thousand long keywords compile and find', () => {
  const keywords = Array.from({ length: 5000 }, (_, index) => `${'word '.repeat(30)}${index}`);
  const rules = compile([rule('r', 'keyword_match', { keywords })]);
  expect(rules.evaluate({ action: 'x', prompt: `… ${keywords[4321] ?? ''} …` }).violations).toHaveLength(1);
});

test('a rule that does not compile is left out and named; the others judge', () => {
  const rules = compile([
    rule('bad', 'regex_match', { pattern: '(' }),
    rule('good', 'keyword_match', { keywords: ['x'] }),
  ]);
  expect([...rules.problems.keys()]).toEqual(['bad']);
  expect(rules.evaluate({ action: 'a', prompt: 'x' }).violations).toMatchObject([{ ruleId: 'good' }]);
});

test('metadata of any shape is judged', () => {
  const rules = compile([rule('p', 'pii_detect', {}), rule('e', 'expression', { cel: 'size(metadata) > 0' })]);
  let deep: unknown = 'jane.doe@example.com';
  for (let level = 0; level < 200; level++) deep = { a: [deep] };
  expect(
    rules
      .evaluate({ action: 'x', metadata: { deep, n: null, b: true, big: 1e300, '': '', '😀': '\ud800' } })
      .violations.map(({ ruleId }) => ruleId)
      .sort(),
  ).toEqual(['e', 'p']);
});
