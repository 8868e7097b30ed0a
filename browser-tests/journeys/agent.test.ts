import { expect, test } from 'vitest';

import { visitSignedIn } from '../src/visit.ts';

test('an agent is registered, given a policy, and its page leads from a number to the logs behind it', async () => {
  const { page, agent, owner } = await visitSignedIn();
  const rule = await owner.rules.create({
    name: 'Secret projects',
    ruleType: 'keyword_match',
    condition: { keywords: ['Bluebird'] },
    appliesTo: 'policies',
  });
  const policy = await owner.policies.create({ name: 'Careful', mode: 'block', ruleIds: [rule.id] });

  await page.goto('/agents');
  await page.getByRole('button', { name: 'Register the first agent' }).click();
  const register = page.getByRole('dialog', { name: 'Register an agent' });
  await register.getByLabel('Name').fill('writer');
  await register.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('heading', { name: 'writer' }).waitFor();
  const [registered] = (await owner.agents.list()).data;

  await page.getByRole('button', { name: 'Attach' }).click();
  const attach = page.getByRole('dialog', { name: 'Attach a policy' });
  await attach.getByRole('button', { name: 'Attach' }).click();
  await page.getByRole('link', { name: 'Careful' }).waitFor();
  expect((await owner.policies.get(policy.id)).agentIds).toEqual([registered?.id]);

  await agent.log({ action: 'llm_call', agentId: registered!.id, traceId: 'run-1', prompt: 'Tell me about Bluebird' });
  await agent.log({ action: 'llm_call', agentId: registered!.id, traceId: 'run-1', prompt: 'Good morning' });
  await page.reload();
  await page.getByRole('link', { name: /^run-1/ }).waitFor();
  await page
    .locator('dl > div')
    .filter({ hasText: /^Blocked1/ })
    .getByRole('link')
    .click();
  const logs = page.getByRole('grid', { name: 'Audit logs' }).getByRole('row').filter({ hasText: 'llm_call' });
  await logs.filter({ hasText: 'block' }).waitFor();
  await expect.poll(() => logs.count()).toBe(1);
});
