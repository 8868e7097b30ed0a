import { describe, expect, test } from 'vitest';

import { compile, type PolicyInForce } from '../src/index.ts';
import { policy, rule } from './rules.ts';

const emailRule = rule('email', 'pii_detect', { entities: ['EMAIL'] });
const text = 'Write to jane.doe@example.com today';
const event = { action: 'llm_call', agentId: 'agent', traceId: 't', prompt: text };

describe('a violation', () => {
  test('says the rule, the field, the exact span, the label, and masks what it found', () => {
    const { violations, enforcementAction } = compile([emailRule]).evaluate(event);
    expect(enforcementAction).toBe('flag');
    expect(violations).toEqual([
      {
        ruleId: 'email', ruleName: 'Rule email', ruleType: 'pii_detect', severity: 'warning', action: 'flag', policyId: null, policyVersionId: null,
        field: 'prompt', start: 9, end: 29, label: 'EMAIL', excerpt: 'Write to [EMAIL] today', confidence: 0.97, replacement: '[EMAIL]',
      },
    ]); // prettier-ignore
  });

  test('names the place in nested metadata, arrays and keys with dots', () => {
    const metadata = { to: [{ 'e.mail': 'a.b@example.com' }], plain: { n: 1 } };
    const { violations } = compile([emailRule]).evaluate({ action: 'x', metadata });
    expect(violations.map(({ field }) => field)).toEqual(['metadata.to[0]["e.mail"]']);
  });

  test('takes the name of a key for context', () => {
    const rules = compile([rule('ids', 'pii_detect', { entities: ['US_SSN', 'MRN'] })]);
    const found = (metadata: Record<string, unknown>) =>
      rules.evaluate({ action: 'x', metadata }).violations.map(({ label, field }) => `${label} ${field}`);
    expect(found({ employeeSsn: '536904399' })).toEqual(['US_SSN metadata.employeeSsn']);
    expect(found({ ssn: 536_904_399 })).toEqual(['US_SSN metadata.ssn']);
    expect(found({ fields: [{ name: 'medical record number', value: '0048291' }] })).toEqual([
      'MRN metadata.fields[0].value',
    ]);
    expect(found({ count: 536_904_399 })).toEqual([]);
  });

  test('excerpts hide other findings beside it', () => {
    const rules = compile([rule('word', 'keyword_match', { keywords: ['secret plan'] })]);
    const { violations } = rules.evaluate({
      action: 'x',
      prompt: 'jane.doe@example.com has the Secret Plan, ssn 536-90-4399',
    });
    expect(violations[0]?.excerpt).toBe('[EMAIL] has the [KEYWORD], ssn [US_SSN]');
  });

  test('keeps to a hundred a rule, and counts the rest', () => {
    const prompt = Array.from({ length: 150 }, (_, index) => `person${index}@example.com`).join(' ');
    const verdict = compile([{ ...emailRule, action: 'redact' }]).evaluate({ action: 'x', prompt });
    expect(verdict.violations).toHaveLength(100);
    expect(verdict.omittedViolations).toBe(50);
    expect(verdict.event.prompt).toBe(Array.from({ length: 150 }, () => '[EMAIL]').join(' '));
  });
});

const actionOf = (
  ownAction: 'log' | 'flag' | 'redact' | 'block' | undefined,
  policies: PolicyInForce[],
  appliesTo: 'organization' | 'policies' = 'organization',
) => {
  const own = rule(
    'email',
    'pii_detect',
    { entities: ['EMAIL'] },
    { appliesTo, ...(ownAction && { action: ownAction }) },
  );
  const verdict = compile([own], { policies }).evaluate(event);
  return [verdict.enforcementAction, verdict.violations[0]?.policyId ?? null];
};

describe('the action', () => {
  test("is the rule's own, else its policy's mode, else flag", () => {
    expect(actionOf(undefined, [])).toEqual(['flag', null]);
    expect(actionOf(undefined, [policy('p', ['email'], { mode: 'block' })])).toEqual(['block', 'p']);
    expect(actionOf('log', [policy('p', ['email'], { mode: 'block' })])).toEqual(['log', 'p']);
  });

  test('of several policies the highest priority gives; on a tie the most restrictive', () => {
    const low = policy('low', ['email'], { mode: 'block', priority: 1 });
    const high = policy('high', ['email'], { mode: 'log', priority: 2 });
    expect(actionOf(undefined, [low, high])).toEqual(['log', 'high']);
    expect(actionOf(undefined, [low, { ...high, priority: 1 }])).toEqual(['block', 'low']);
  });

  test('comes only from active policies of this agent that hold the rule', () => {
    for (const given of [{ isActive: false }, { agentIds: ['other'] }, { ruleIds: ['other'] }]) {
      expect(actionOf(undefined, [policy('p', ['email'], { mode: 'block', ...given })])).toEqual(['flag', null]);
      expect(actionOf(undefined, [policy('p', ['email'], { mode: 'block', ...given })], 'policies')).toEqual([
        'allow',
        null,
      ]);
    }
  });

  test('over all rules is the most restrictive, and every redaction applies', () => {
    const rules = [
      { ...emailRule, action: 'redact' as const },
      rule('word', 'keyword_match', { keywords: ['today'] }, { action: 'block' }),
    ];
    const verdict = compile(rules).evaluate(event);
    expect(verdict.enforcementAction).toBe('block');
    expect(verdict.event.prompt).toBe('Write to [EMAIL] today');
  });

  test('of a shadow policy is recorded and has no effect', () => {
    const shadow = policy('p', ['email'], { mode: 'block', shadow: true });
    const only = compile([{ ...emailRule, appliesTo: 'policies' }], { policies: [shadow] }).evaluate(event);
    expect(only).toMatchObject({
      enforcementAction: 'allow',
      violations: [],
      shadowViolations: [{ action: 'block', policyId: 'p', policyVersionId: 'p-v1', shadow: true }],
    });
    const both = compile([emailRule], { policies: [shadow] }).evaluate(event);
    expect(both).toMatchObject({
      enforcementAction: 'flag',
      violations: [{ policyId: null }],
      shadowViolations: [{ action: 'block' }],
    });
  });

  test('of a rule that is not active is none', () => {
    expect(compile([{ ...emailRule, isActive: false }]).evaluate(event).enforcementAction).toBe('allow');
  });
});

describe('redaction', () => {
  const redacting = compile([rule('pii', 'pii_detect', {}, { action: 'redact' })]);

  test('leaves nothing of the original in any text, key, number or violation', () => {
    const original = {
      action: 'x',
      prompt: 'SSN 536904399, again 536904399',
      response: 'done: 536904399',
      metadata: { a: { 'jane.doe@example.com': { n: 536_904_399 } }, list: ['jane.doe@example.com'] },
    };
    const verdict = redacting.evaluate(original);
    expect(JSON.stringify(verdict)).not.toMatch(/536904399|jane\.doe/);
    expect(verdict).toMatchObject({
      redacted: true,
      event: { response: 'done: [US_SSN]', metadata: { a: { '[EMAIL]': { n: '[US_SSN]' } }, list: ['[EMAIL]'] } },
    });
    expect(original.prompt).toContain('536904399');
  });

  test('moves all spans to the text as it then stands', () => {
    const rules = compile([
      rule('pii', 'pii_detect', {}, { action: 'redact' }),
      rule('word', 'keyword_match', { keywords: ['later'] }),
    ]);
    const { event: stored, violations } = rules.evaluate({
      action: 'x',
      prompt: '😀 jane.doe@example.com and 536-90-4399, later',
    });
    const prompt = stored.prompt ?? '';
    expect(violations.map(({ start, end }) => prompt.slice(start ?? 0, end ?? 0))).toEqual([
      '[EMAIL]',
      '[US_SSN]',
      'later',
    ]);
  });

  test('takes a disguised value as it is written', () => {
    expect(redacting.evaluate({ action: 'x', prompt: 'to=jane%40example.com&x=1' }).event.prompt).toBe(
      'to=[EMAIL]&x=1',
    );
  });

  test('does nothing to an event that has nothing', () => {
    const clean = { action: 'x', prompt: 'hello', metadata: { a: [1, 'b'] } };
    expect(redacting.evaluate(clean).event).toBe(clean);
  });

  test('keeps a key called __proto__', () => {
    const metadata = JSON.parse('{"__proto__":{"to":"jane.doe@example.com"}}') as Record<string, unknown>;
    expect(JSON.stringify(redacting.evaluate({ action: 'x', metadata }).event.metadata)).toBe(
      '{"__proto__":{"to":"[EMAIL]"}}',
    );
  });

  test('covers the words and patterns of other rules too', () => {
    const rules = compile([
      rule('word', 'keyword_match', { keywords: ['Project X'] }, { action: 'redact' }),
      rule('re', 'regex_match', { pattern: 'ACC-\\d+' }, { action: 'redact' }),
    ]);
    expect(rules.evaluate({ action: 'x', prompt: 'project x uses ACC-12' }).event.prompt).toBe(
      '[KEYWORD] uses [REGEX]',
    );
  });
});

const hits = (scope: object, given: object) =>
  compile([rule('r', 'pii_detect', { entities: ['EMAIL'], scope })]).evaluate({ ...event, ...given }).violations.length;

describe('a scope', () => {
  test('takes actions and agents, with wildcards', () => {
    expect(hits({ actions: ['tool_*'] }, {})).toBe(0);
    expect(hits({ actions: ['tool_*'] }, { action: 'tool_use' })).toBe(1);
    expect(hits({ agentIds: ['agent'] }, {})).toBe(1);
    expect(hits({ agentIds: ['other', 'x*'] }, {})).toBe(0);
  });

  test('takes fields and paths below metadata', () => {
    const given = { response: text, metadata: { arguments: { to: 'a.b@example.com' }, other: 'a.b@example.com' } };
    expect(hits({ fields: ['response'] }, given)).toBe(1);
    expect(hits({ fields: ['metadata'] }, given)).toBe(2);
    expect(hits({ fields: ['metadata.arguments.*'] }, given)).toBe(1);
    expect(hits({ fields: ['metadata.arg'] }, given)).toBe(0);
  });
});
