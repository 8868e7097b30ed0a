import { expect, test } from 'vitest';

import { visitSignedIn } from '../src/visit.ts';

test('a rule is written, tried on a text, saved, and judges the next log', async () => {
  const { page, agent } = await visitSignedIn();
  await page.goto('/rules/new?type=keyword_match');
  await page.getByLabel('Name').fill('Project names');
  await page.getByLabel('Keywords').fill('bluebird');
  await page.getByLabel('Keywords').press('Enter');
  await page.getByRole('radio', { name: 'block' }).check();

  const bench = page.getByRole('complementary', { name: 'Try the rule' });
  await bench.getByLabel('Text to try').fill('Nothing to see here');
  await bench
    .getByText(/passes|no hit|not found|nothing/i)
    .first()
    .waitFor();
  await bench.getByLabel('Text to try').fill('Tell me about project bluebird');
  await bench.locator('mark', { hasText: 'bluebird' }).waitFor();

  await page.getByRole('button', { name: 'Create rule' }).click();
  await page.getByRole('heading', { name: 'Project names' }).waitFor();
  const { id } = await agent.log({ action: 'llm_call', prompt: 'What is bluebird?' });
  expect(await agent.getLog(id)).toMatchObject({
    enforcementAction: 'block',
    violations: [{ ruleName: 'Project names' }],
  });
});
