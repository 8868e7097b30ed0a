import { expect, test } from 'vitest';

import { visitSignedIn } from '../src/visit.ts';

test('a draft shows its mistakes, what it would redact, and what it would have found in the logs', async () => {
  const { page, agent, owner } = await visitSignedIn();
  for (const prompt of ['Refund order ACME-482913', 'Weather in Oslo?', 'Where is acme-000017?']) {
    await agent.log({ action: 'llm_call', agentId: 'shop-agent', prompt });
  }

  await page.goto('/rules');
  await page.getByRole('link', { name: 'write one' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Order numbers');
  await page.getByLabel('Type', { exact: true }).selectOption('regex_match');
  const pattern = page.getByLabel('Pattern', { exact: true });
  await pattern.fill(String.raw`\bACME-(\d{6}\b`);
  await page.getByText('Missing closing )').waitFor();
  await pattern.fill(String.raw`\bACME-\d{6}\b`);
  await page.getByLabel('Any case').check();
  await page.getByRole('radio', { name: /^redact/ }).check();
  await page.getByLabel('Text to try').fill('Cancel ACME-482913 please');
  await page.locator('mark', { hasText: 'ACME-482913' }).waitFor();
  const stored = page.getByRole('region', { name: 'What would be stored' });
  await stored.getByText('Cancel').waitFor();
  expect(await stored.textContent()).not.toContain('482913');

  await page.getByText('Dry run', { exact: true }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const hits = page.getByRole('region', { name: 'Hits' });
  await hits.getByRole('link').first().waitFor();
  await expect.poll(() => hits.getByRole('link').count()).toBe(2);

  await page.getByRole('button', { name: 'Create rule' }).click();
  await page.getByRole('heading', { level: 1, name: 'Order numbers' }).waitFor();
  expect((await owner.rules.list()).data).toMatchObject([
    { name: 'Order numbers', condition: { pattern: String.raw`\bACME-\d{6}\b`, flags: 'i' }, action: 'redact' },
  ]);
});

test('a rule is found in the list, switched off, and deleted for good', async () => {
  const { page, owner } = await visitSignedIn();
  await owner.rules.create({ name: 'Falcon', ruleType: 'keyword_match', condition: { keywords: ['falcon'] } });
  await owner.rules.create({ name: 'Too often', ruleType: 'rate_limit', condition: { limit: 5, windowSeconds: 60 } });

  await page.goto('/rules?type=keyword_match');
  await page.getByRole('switch', { name: 'Falcon is on' }).click();
  await page.getByText('1 of 2 rules, 0 on').waitFor();
  await expect.poll(() => page.getByRole('link', { name: 'Too often', exact: true }).count()).toBe(0);

  await page.getByRole('button', { name: 'Delete Falcon' }).click();
  const question = page.getByRole('dialog', { name: 'Delete Falcon?' });
  await question.getByRole('button', { name: 'Delete rule' }).click();
  await page.getByText('No rule passes these filters').waitFor();
  expect((await owner.rules.list()).data.map(({ name }) => name)).toEqual(['Too often']);
});
