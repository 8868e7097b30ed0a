import { expect, test } from 'vitest';

import { visitSignedIn } from '../src/visit.ts';

test('a policy is made, changed, compared and put back as it was', async () => {
  const { page, owner } = await visitSignedIn();
  await page.goto('/policies');
  await page.getByRole('button', { name: 'New policy' }).click();
  const create = page.getByRole('dialog', { name: 'New policy' });
  await create
    .getByLabel('Start with')
    .selectOption({ label: await create.getByText(/^GDPR: \d+ rules$/).innerText() });
  await create.getByLabel('Name').fill('Customer support');
  await create.getByRole('button', { name: 'Create policy' }).click();
  await page.getByRole('heading', { name: 'Customer support' }).waitFor();

  await page.getByRole('button', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit Customer support' });
  await edit.getByLabel(/^block/i).check();
  await edit.getByRole('button', { name: 'Save' }).click();
  await edit.waitFor({ state: 'hidden' });

  await page.getByRole('link', { name: 'Versions' }).click();
  const versions = page.getByRole('list', { name: 'Versions' });
  await versions.getByRole('link', { name: /^Version 2 in force/ }).waitFor();
  await versions.getByRole('link', { name: /^Version 1/ }).click();
  await page.getByRole('button', { name: /^Restore/ }).click();
  const restore = page.getByRole('dialog', { name: 'Restore version 1?' });
  await restore.getByRole('button', { name: 'Restore' }).click();
  await page.getByText('Version 3 is in force. It says what version 1 said.').waitFor();
  await versions.getByRole('link', { name: /^Version 3 in force/ }).waitFor();

  const { data: policies } = await owner.policies.list();
  expect(policies).toMatchObject([{ name: 'Customer support', mode: 'flag', version: 3 }]);
});
