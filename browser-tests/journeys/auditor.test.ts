import { expect, test } from 'vitest';

import { openScreen } from '../src/screens.ts';
import { type SignedInVisit, visit, visitSignedIn } from '../src/visit.ts';

/** Names of what changes something, by their first word. */
const changes =
  /^(New|Create|Make|Add|Write|Save|Edit|Rename|Delete|Remove|Duplicate|Move|Install|Put back|Attach|Detach|Keep|Restore|Resolve|Approve|Reject|Skip|Invite|Register|Try it on stored)\b/;

test('an auditor reads everything, and is offered nothing that the server would refuse', async () => {
  const { owner, agent } = await visitSignedIn();
  const paths = await fill(owner, agent);
  const email = `auditor-${crypto.randomUUID()}@example.com`;
  const { token } = await owner.members.invite({ email, role: 'auditor' });
  const { page } = await visit();
  await page.goto(`/accept-invitation#${token}`);
  await page.getByLabel('Password').fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('link', { name: 'Overview' }).waitFor();

  for (const [path, shows] of paths) {
    await openScreen(page, path);
    await page.getByText(shows).first().waitFor();
    const offers = page.getByRole('main').locator('button, a, [role=switch], input[type=checkbox]');
    const names = await offers.evaluateAll((found) =>
      found
        .filter((control) => !control.matches(':disabled') && control.checkVisibility())
        .map((control) => control.getAttribute('aria-label') ?? control.textContent.trim()),
    );
    expect(
      names.filter((name) => changes.test(name)),
      path,
    ).toEqual([]);
    expect(await page.getByRole('main').getByRole('switch').count(), path).toBe(0);
  }
  await openScreen(page, '/alerts');
  expect(await page.getByRole('checkbox').count()).toBe(0);

  await page.goto('/rules');
  await page.getByRole('link', { name: 'Project names', exact: true }).click();
  await page.getByText('Owners and admins can change it').waitFor();
  expect(await page.getByLabel('Name').isDisabled()).toBe(true);
  const bench = page.getByRole('complementary', { name: 'Try the rule' });
  await bench.getByLabel('Text to try').fill('Tell me about project bluebird');
  await bench.locator('mark', { hasText: 'bluebird' }).waitFor();
  await page.getByRole('radiogroup', { name: 'Condition as' }).getByText('JSON').click();
  expect(await page.getByRole('textbox', { name: /JSON/ }).isDisabled()).toBe(true);
});

/** Something of everything. The screens that show it, with what is to be seen there. */
async function fill(
  owner: SignedInVisit['owner'],
  agent: SignedInVisit['agent'],
): Promise<[path: string, shows: string][]> {
  const rule = await owner.rules.create({
    name: 'Project names',
    ruleType: 'keyword_match',
    condition: { keywords: ['bluebird'] },
  });
  const { id: agentId } = await owner.agents.create({ name: 'refund-agent' });
  const policy = await owner.policies.create({ name: 'Careful', ruleIds: [rule.id] });
  await owner.policies.attachAgent(policy.id, agentId);
  await owner.policies.createVersion(policy.id, { note: 'kept by hand' });
  await agent.log({ action: 'llm_call', agentId, prompt: 'What is bluebird?' });
  await agent.hitl.request({ agent_id: agentId, tool: { name: 'send_refund', arguments: { amount: 24 } } });
  return [
    ['/alerts', 'Project names'],
    ['/approvals', 'send_refund'],
    ['/agents', 'refund-agent'],
    [`/agents/${agentId}`, 'Careful'],
    ['/policies', 'Careful'],
    [`/policies/${policy.id}`, 'Project names'],
    [`/policies/${policy.id}/versions`, 'kept by hand'],
    [`/policies/${policy.id}/backtest`, 'Owners and admins'],
    ['/rules', 'Project names'],
    [`/rules/${rule.id}`, 'Project names'],
    ['/rules/new', 'not part of your role'],
    ['/packs', 'HIPAA'],
    ['/packs/hipaa', 'HIPAA'],
    ['/reports', 'Owners and admins'],
    ['/api-keys', 'not part of your role'],
    ['/settings/members', 'auditor'],
    ['/welcome', 'not part of your role'],
  ];
}
