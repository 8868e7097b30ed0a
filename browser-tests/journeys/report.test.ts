import { buffer } from 'node:stream/consumers';

import { expect, test } from 'vitest';

import { visitSignedIn } from '../src/visit.ts';

test('a report is asked for, made while the page waits, and downloaded', async () => {
  const { page, agent } = await visitSignedIn();
  await agent.log({ action: 'llm_call', agentId: 'writer', prompt: 'Hello', response: 'Hi!' });
  await page.goto('/reports');
  await page.getByRole('button', { name: 'New report' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New report' });
  await dialog.getByText(/^Audit activity/).click();
  await dialog.getByLabel('Format').selectOption('pdf');
  await dialog.getByRole('button', { name: 'Create report' }).click();
  await dialog.waitFor({ state: 'hidden' });

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download Audit activity/ }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/\.pdf$/);
  const file = await buffer(await download.createReadStream());
  expect(file.subarray(0, 5).toString()).toBe('%PDF-');
});
