import { expect, test } from 'vitest';

import { visitSignedIn } from '../src/visit.ts';

test('the palette finds pages, actions, names and pasted ids', async () => {
  const { page, agent, owner } = await visitSignedIn();
  const rule = await owner.rules.create({
    name: 'No launch codes',
    ruleType: 'keyword_match',
    condition: { keywords: ['launch code'] },
    severity: 'critical',
  });
  const { id } = await agent.log({ action: 'llm_call', prompt: 'Hello', response: 'Hi!' });
  await page.goto('/');
  await page.getByRole('link', { name: 'Audit logs', exact: true }).waitFor();

  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const choose = async (text: string, option: RegExp) => {
    await page.keyboard.press('Control+k');
    await palette.getByRole('combobox').fill(text);
    await palette.getByRole('option', { name: option }).first().waitFor();
    await page.keyboard.press('Enter');
    await palette.waitFor({ state: 'hidden' });
  };
  await choose('deliv', /^Deliveries/);
  await page.waitForURL('**/settings/deliveries');
  await choose('new rep', /^New report/);
  await page.getByRole('dialog', { name: 'New report' }).waitFor();
  await page.keyboard.press('Escape');
  await choose('launch', /^No launch codes/);
  await page.waitForURL(`**/rules/${rule.id}*`);
  await choose(id, /^Open the log/);
  await page.waitForURL('**/logs?*');
  await expect.poll(() => new URL(page.url()).searchParams.get('log')).toBe(id);
});

test('g and a letter goes to a screen, ? lists all keys, and single letters can be switched off', async () => {
  const { page } = await visitSignedIn();
  await page.goto('/');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  // A browser that was starved between the two letters has forgotten the first.
  const goToReports = async () => {
    for (const key of ['g', 'e']) await page.keyboard.press(key);
    return new URL(page.url()).pathname;
  };
  await expect.poll(goToReports).toBe('/reports');
  await page.getByRole('heading', { name: 'Reports' }).waitFor();

  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.getByRole('switch', { name: 'Single letters as shortcuts' }).click();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  for (const key of ['g', 'l', '?']) await page.keyboard.press(key);
  // Keys are heard in their order: had the letters worked, something else would be open now.
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
  await expect.poll(() => new URL(page.url()).pathname).toBe('/reports');
  await expect.poll(() => sheet.count()).toBe(0);
});
