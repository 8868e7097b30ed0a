import { signUp } from '@agentaudit/testing';
import { expect, test } from 'vitest';

import { visit, visitSignedIn } from '../src/visit.ts';

test('a session survives a reload without a token that scripts can read, until its owner signs out', async () => {
  const { page, account } = await visitSignedIn();
  await page.goto('/settings/profile');
  await page.reload();
  await page.getByText(account.email).first().waitFor();
  const readable = await page.evaluate(() =>
    JSON.stringify([document.cookie, Object.entries(localStorage), Object.entries(sessionStorage)]),
  );
  expect(readable).not.toMatch(/eyJ|[\w-]{40}/);

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL('**/login');
  const again = await page.request.post('/api/v1/auth/refresh');
  expect(again.status()).toBe(401);
});

test('whoever has to sign in comes to the page they asked for', async () => {
  const { page, url } = await visit();
  const { email, password } = await signUp(url);
  await page.goto('/settings/deliveries?status=failed');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
  await expect.poll(() => page.url()).toBe(`${url}/settings/deliveries?status=failed`);
});
