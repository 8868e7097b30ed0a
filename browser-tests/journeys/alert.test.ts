import { expect, test } from 'vitest';

import { visitSignedIn } from '../src/visit.ts';

test('a pack is installed, a log violates it, and the alert is looked at and resolved', async () => {
  const { page, agent, owner } = await visitSignedIn();
  await page.goto('/packs');
  const pack = page.getByRole('article').filter({ has: page.getByRole('heading', { name: /HIPAA/ }) });
  await pack.getByRole('button', { name: 'Install' }).click();
  const question = page.getByRole('dialog', { name: 'Install HIPAA?' });
  await question.getByRole('button', { name: /^Install \d+ rules$/ }).click();
  await question.waitFor({ state: 'hidden' });
  await pack.getByText('installed', { exact: true }).waitFor();

  await page.getByRole('link', { name: 'Alerts' }).click();
  await page.getByText('No open alerts').waitFor();
  await agent.log({
    action: 'llm_call',
    agentId: 'intake-agent',
    prompt: 'The patient has SSN 524-71-9063, book her in',
  });
  const alert = page.getByRole('listitem').filter({ hasText: 'intake-agent' }).first();
  await alert.getByRole('link', { name: 'Log' }).click();
  const drawer = page.getByRole('dialog', { name: 'llm_call' });
  await drawer.locator('mark', { hasText: '524-71-9063' }).waitFor();
  await drawer.getByRole('button', { name: 'Close' }).click();
  await drawer.waitFor({ state: 'hidden' });

  await page.getByRole('link', { name: 'Alerts' }).click();
  await alert.getByRole('button', { name: 'Resolve' }).click();
  const dialog = page.getByRole('dialog', { name: 'Resolve alert' });
  await dialog.getByLabel(/^Accepted/).check();
  await dialog.getByLabel('Note').fill('The patient asked for it');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await dialog.waitFor({ state: 'hidden' });

  await page.getByLabel('State').selectOption('resolved');
  await alert.getByText('The patient asked for it').waitFor();
  const { data } = await owner.alerts.list({ resolved: true });
  expect(data).toMatchObject([{ note: 'The patient asked for it', disposition: 'accepted' }]);
});
