import { AgentAuditClient } from 'agentaudit-client';
import { expect, test } from 'vitest';

import { visitSignedIn } from '../src/visit.ts';

test('a key is made, shown once, used, and stops when it is deleted', async () => {
  const { page, url } = await visitSignedIn();
  await page.goto('/api-keys');
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create an API key' });
  await dialog.getByLabel('Name').fill('nightly-import');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const apiKey = await dialog.getByText(/^aa_live_\w+$/).innerText();
  await dialog.getByRole('button', { name: 'I saved it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => page.getByText(apiKey).count()).toBe(0);

  const client = new AgentAuditClient({ baseUrl: url, apiKey });
  expect((await client.query()).data).toEqual([]);
  const row = page.getByRole('listitem').filter({ hasText: 'nightly-import' });
  await row.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete key' }).click();
  await row.waitFor({ state: 'hidden' });
  await expect(async () => client.query()).rejects.toMatchObject({ status: 401 });
  await client.close();
});
