import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { findViolations } from '../src/accessibility.ts';
import { openScreen, screenPaths } from '../src/screens.ts';
import { type SignedInVisit, visit, visitSignedIn } from '../src/visit.ts';

const narrow = { width: 390, height: 844 };
const forStrangers = new Set(['/login', '/register', '/accept-invitation']);

test('whoever is signed out finds every page accessible, in both themes', async () => {
  const { page } = await visit();
  expect(
    await lookAt(
      page,
      screenPaths().filter((path) => forStrangers.has(path)),
    ),
  ).toEqual([]);
});

test('an empty account finds every screen accessible, in both themes', async () => {
  const { page } = await visitSignedIn();
  expect(
    await lookAt(
      page,
      screenPaths().filter((path) => !forStrangers.has(path) && !path.includes('$')),
    ),
  ).toEqual([]);
});

test('an account in use finds every screen accessible, in both themes', async () => {
  const visitor = await visitSignedIn();
  const parameters = await useAccount(visitor);
  const paths = screenPaths()
    .filter((path) => !forStrangers.has(path))
    .map((path) => path.replace(/\$(\w+)/g, (name) => parameters[name] ?? name));
  expect(await lookAt(visitor.page, paths)).toEqual([]);
});

/** What is wrong with these screens: for axe in either theme, and on a narrow screen. */
async function lookAt(page: Page, paths: string[]): Promise<string[]> {
  const found: string[] = [];
  const wide = page.viewportSize()!;
  for (const path of paths) {
    await openScreen(page, path);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const violation of await findViolations(page)) found.push(`${path} in ${colorScheme}: ${violation}`);
    }
    await page.setViewportSize(narrow);
    const widthPx = await page.evaluate(() => document.documentElement.scrollWidth);
    if (widthPx > narrow.width) found.push(`${path} is ${widthPx} px wide on a screen of ${narrow.width} px`);
    await page.setViewportSize(wide);
  }
  return found;
}

/** Something of everything; and what the parameters of screens stand for. */
async function useAccount({ agent, owner }: SignedInVisit): Promise<Record<string, string>> {
  await owner.packs.install('gdpr');
  const registered = await owner.agents.create({ name: 'Support' });
  const policy = await owner.policies.create({ name: 'Careful', mode: 'flag' });
  await owner.policies.update(policy.id, { mode: 'block' });
  const { traceId } = await agent.trace('agent_run', { agentId: 'support-agent' }, async (run) => {
    run.log({ action: 'llm_call', prompt: 'Write to jane.doe@example.com', response: 'Done.', status: 'error' });
    await run.span('tool_use', () => Promise.resolve());
    return run;
  });
  await agent.flush();
  await agent.hitl.request({ agent_id: 'support-agent', tool: { name: 'send_refund', arguments: { amount: 240 } } });
  const decided = await agent.hitl.request({ agent_id: 'support-agent', tool: { name: 'send_mail', arguments: {} } });
  await owner.hitl.decide(decided.request_id, 'approved');
  const { data: alerts } = await owner.alerts.list();
  await owner.alerts.resolve(alerts[0]!.id, { note: 'Seen' });
  const report = await owner.reports.create({
    type: 'compliance_summary',
    from: '2026-01-01T00:00:00Z',
    to: new Date().toISOString(),
  });
  await owner.reports.wait(report.id);
  return { $traceId: traceId, $agentId: registered.id, $policyId: policy.id };
}
