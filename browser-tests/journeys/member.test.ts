import { expect, test } from 'vitest';

import { visit, visitSignedIn } from '../src/visit.ts';

test('somebody is invited, joins by the link, and may do what the role allows', async () => {
  const { page, agent, owner } = await visitSignedIn();
  const email = `reviewer-${crypto.randomUUID()}@example.com`;
  await page.goto('/settings/members');
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByLabel(/^reviewer/i).check();
  await dialog.getByRole('button', { name: 'Make an invitation' }).click();
  const link = await dialog.getByText(/accept-invitation#/).innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('listitem').filter({ hasText: email }).getByText('invited').waitFor();

  const { page: theirs } = await visit();
  await theirs.goto(link);
  await theirs.getByLabel('Password').fill('correct horse battery staple');
  await theirs.getByRole('button', { name: 'Join' }).click();
  const tool = { name: 'send_refund', arguments: { amount: 24 } };
  const { request_id: requestId } = await agent.hitl.request({ agent_id: 'refund-agent', tool });
  await theirs.getByRole('link', { name: 'Approvals', exact: true }).click();
  await theirs.getByRole('heading', { name: 'send_refund' }).waitFor();
  await theirs.keyboard.press('a');
  await theirs.getByRole('button', { name: /^Approve/ }).click();

  const decided = await agent.hitl.wait(requestId);
  expect(decided).toMatchObject({ status: 'approved', decided_by: { name: email } });
  const { data: members } = await owner.members.list();
  expect(members.find((member) => member.email === email)).toMatchObject({ role: 'reviewer', status: 'active' });
});
