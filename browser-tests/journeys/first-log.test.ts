import { AgentAuditClient } from 'agentaudit-client';
import { expect, test } from 'vitest';

import { visit } from '../src/visit.ts';

test('a newcomer signs up, makes a key, and sees the first log arrive', async () => {
  const { page, url } = await visit();
  await page.goto('/');
  await page.getByRole('link', { name: 'Create one' }).click();
  await page.getByLabel('Organization').fill('Acme Corp');
  await page.getByLabel('Email').fill(`newcomer-${crypto.randomUUID()}@example.com`);
  await page.getByLabel('Password').fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Create account' }).click();

  await page.getByRole('button', { name: 'Make a key' }).click();
  const apiKey = await page.getByText(/^aa_live_\w+$/).innerText();
  await page.getByText('Waiting for your first log').waitFor();
  const snippet = await page.locator('pre').filter({ hasText: 'curl' }).innerText();
  expect(snippet).toContain(`X-API-Key: ${apiKey}`);
  expect(await sendAsCurl(snippet)).toBe(201);
  await page.getByText('llm_call arrived').waitFor();
  await page.getByRole('button', { name: 'I saved it' }).click();
  await page.getByText(apiKey, { exact: true }).waitFor({ state: 'hidden' });

  await page.getByRole('link', { name: 'Open it' }).click();
  const drawer = page.getByRole('dialog', { name: 'llm_call' });
  await drawer.getByText('Hello', { exact: true }).waitFor();
  await drawer.getByRole('button', { name: 'Close' }).click();

  const client = new AgentAuditClient({ baseUrl: url, apiKey });
  await client.log({ action: 'tool_use', prompt: 'while you watch' });
  await client.close();
  await page.getByRole('row', { name: 'tool_use' }).waitFor();

  await page.reload();
  await page.getByRole('row', { name: 'tool_use' }).waitFor();
});

/** Sends what the command would send. */
async function sendAsCurl(command: string): Promise<number> {
  const [, address] = /-X POST (\S+)/.exec(command)!;
  const headers = [...command.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name, value]) => [name!, value!]);
  const [, body] = /-d '([^']*)'/.exec(command)!;
  const { status } = await fetch(address!, { method: 'POST', headers: Object.fromEntries(headers), body: body! });
  return status;
}
