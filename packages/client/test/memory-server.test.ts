import { expect, it } from 'vitest';

import { guard } from '../src/guard.ts';
import { ApiError, GuardrailBlockedError, type RuleInput } from '../src/index.ts';
import { createPair } from './clients.ts';

/** The machine may be busy: a test that waits in vain ends by its own timeout. */
const patiently = { timeout: 120_000 };

const noWord = (word: string, action: 'block' | 'redact'): RuleInput => ({
  name: `No ${word}`,
  ruleType: 'keyword_match',
  condition: { keywords: [word] },
  action,
});

it('without rules a gate lets everything pass, and leaves a guardrail_check', async () => {
  const { client, server } = createPair();
  expect(await client.gate({ name: 'mail', arguments: { to: 'you' } }, {}, ({ to }) => to)).toBe('you');
  expect(server.logs).toMatchObject([
    {
      action: 'guardrail_check',
      prompt: '{"to":"you"}',
      enforcementAction: 'allow',
      metadata: { tool: 'mail', checked_action: 'tool_use' },
    },
  ]);
});

it('judges what is checked by the rules it is given', async () => {
  const { client, server } = createPair();
  server.setRules([noWord('plutonium', 'block'), noWord('caviar', 'redact')]);
  const buy = (item: string) => client.gate({ name: 'buy', arguments: { item } }, {}, (args) => args['item']);
  expect(await buy('paper')).toBe('paper');
  expect(await buy('caviar')).not.toContain('caviar');
  const blocked: unknown = await buy('plutonium').catch((error: unknown) => error);
  expect(GuardrailBlockedError.isInstance(blocked) && blocked.verdict.violations).toMatchObject([
    { ruleName: 'No plutonium', action: 'block' },
  ]);
  expect(server.logs.at(-1)).toMatchObject({ enforcementAction: 'block', violations: [{ ruleName: 'No plutonium' }] });
});

it('gives its rules to the guard, and again when they change', async () => {
  const { client, server } = createPair();
  server.setRules([noWord('plutonium', 'block')]);
  const buy = guard(client, (item: string) => item, { refreshMs: 10 });
  await expect(buy('plutonium')).rejects.toThrow('No plutonium');
  const first = await client.rules.inForceSince(undefined);
  expect(await client.rules.inForceSince(first?.etag)).toBeUndefined();
  server.setRules([]);
  expect(await client.rules.inForceSince(first?.etag)).toMatchObject({ inForce: { rules: [] } });
  await expect.poll(() => buy('plutonium').catch(() => 'blocked'), patiently).toBe('plutonium');
  await client.close();
});

it('says what is wrong with a rule, and with an event', async () => {
  const { client, server } = createPair();
  const wrong: unknown = await client.check({ prompt: 'x'.repeat(2 ** 21) }).catch((error: unknown) => error);
  expect(ApiError.isInstance(wrong) && wrong.details).toMatchObject([{ field: 'prompt' }]);
  server.setRules([{ name: 'Odd', ruleType: 'regex_match', condition: { pattern: '(' } }]);
  await expect(client.check({ prompt: 'x' })).rejects.toThrow('Odd: condition.pattern');
});
