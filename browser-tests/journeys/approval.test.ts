import { expect, test } from 'vitest';

import { visitSignedIn } from '../src/visit.ts';

test('a request is edited and approved in the inbox, runs as approved, and stands in the audit', async () => {
  const { page, agent, account } = await visitSignedIn();
  await page.goto('/approvals');
  await page.getByText('Nobody waits for you').waitFor();
  const request = await agent.hitl.request({
    agent_id: 'refund-agent',
    tool: { name: 'send_refund', arguments: { order: 'A-17', amount: 240 } },
    reason: 'It arrived broken',
  });

  await page.getByRole('heading', { name: 'send_refund' }).waitFor();
  await page.keyboard.press('e');
  await page.getByLabel('Arguments as JSON').fill('{ "order": "A-17", "amount": 24 }');
  await page.getByRole('button', { name: /^Approve/ }).click();
  await page.getByLabel('Note').fill('A tenth is enough');
  await page.getByRole('button', { name: /^Approve/ }).click();
  await page.getByText('Nobody waits for you').waitFor();

  const decided = await agent.hitl.wait(request.request_id);
  expect(decided).toMatchObject({
    status: 'approved',
    edited: true,
    tool: { arguments: { order: 'A-17', amount: 24 } },
  });
  await agent.hitl.consume(request.request_id, { arguments: decided.tool.arguments });

  await page.getByRole('link', { name: 'Audit of decisions' }).click();
  await page.getByText('send_refund').click();
  await page.getByText('A tenth is enough').waitFor();
  await page.getByRole('main').getByText(account.email).first().waitFor();
  await expect.poll(() => page.getByText('"amount": 240').count()).toBe(1);
});

test('a rejection by keyboard needs its reason, and the agent is told', async () => {
  const { page, agent } = await visitSignedIn();
  const request = await agent.hitl.request({
    agent_id: 'ops',
    tool: { name: 'drop_table', arguments: { table: 'x' } },
  });
  await page.goto('/approvals');
  await page.getByRole('heading', { name: 'drop_table' }).waitFor();

  await page.keyboard.press('r');
  await page.getByLabel('Reason').waitFor();
  await page.keyboard.type('Never on a Friday');
  await page.getByRole('button', { name: /^Reject/ }).click();

  const decided = await agent.hitl.wait(request.request_id);
  expect(decided).toMatchObject({ status: 'rejected', operator_input: 'Never on a Friday' });
});
