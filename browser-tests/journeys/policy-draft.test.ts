import { expect, test } from 'vitest';

import { visitSignedIn } from '../src/visit.ts';

test('rules are added to a policy, tried on stored logs, and saved as one version', async () => {
  const { page, agent, owner } = await visitSignedIn();
  const policy = await owner.policies.create({ name: 'Careful', mode: 'block' });
  for (const word of ['Bluebird', 'Nightfall']) {
    await owner.rules.create({
      name: `No ${word}`,
      ruleType: 'keyword_match',
      condition: { keywords: [word] },
      appliesTo: 'policies',
    });
  }
  await agent.log({ action: 'llm_call', prompt: 'Tell me about Bluebird' });
  await agent.log({ action: 'llm_call', prompt: 'Good morning' });

  await page.goto(`/policies/${policy.id}`);
  await page.getByRole('button', { name: 'Add rules' }).click();
  const choice = page.getByRole('dialog', { name: 'Add rules' });
  await choice.getByLabel('No Bluebird').check();
  await choice.getByLabel('No Nightfall').check();
  await choice.getByRole('button', { name: 'Add 2 rules' }).click();

  await page.getByRole('link', { name: 'Try on stored logs' }).click();
  await page.getByRole('button', { name: 'Run backtest' }).click();
  const newHits = page.locator('dl > div').filter({ hasText: 'New hits' });
  await newHits.getByText('1', { exact: true }).waitFor();

  await page
    .getByRole('link', { name: /^Rules/, exact: false })
    .last()
    .click();
  await page.getByRole('button', { name: 'Move No Nightfall up' }).click();
  await page.getByRole('button', { name: 'Save as version 2' }).click();
  await page.getByText(/^Not saved:/).waitFor({ state: 'hidden' });
  const saved = await owner.policies.get(policy.id);
  const names = await Promise.all(saved.ruleIds.map(async (id) => (await owner.rules.get(id)).name));
  expect({ version: saved.version, names }).toEqual({ version: 2, names: ['No Nightfall', 'No Bluebird'] });
});
