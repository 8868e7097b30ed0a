import { AgentAuditClient } from 'agentaudit-client';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { findViolations } from '../src/accessibility.ts';
import { type Demo, startDemo } from '../src/demo.ts';
import { openScreen, screenPaths } from '../src/screens.ts';
import { visit, visitSignedIn } from '../src/visit.ts';

const narrow = { width: 390, height: 844 };
const forStrangers = new Set(['/login', '/register', '/accept-invitation']);

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo?.stop());

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
  const paths = screenPaths().filter((path) => !forStrangers.has(path) && !path.includes('$'));
  expect(await lookAt(page, paths)).toEqual([]);
});

test('the demo shows a month of everything, accessible on every screen in both themes', async () => {
  const { page, url } = await visit({ url: demo.url });
  await page.goto('/');
  await page.getByLabel('Email').fill(demo.email);
  await page.getByLabel('Password').fill(demo.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();

  const client = new AgentAuditClient({ baseUrl: url });
  await client.login({ email: demo.email, password: demo.password });
  const parameters = await readParameters(client);
  await client.close();
  const paths = screenPaths()
    .filter((path) => !forStrangers.has(path))
    .map((path) => path.replaceAll(/\$\w+/g, (name) => parameters[name] ?? name));
  expect(await lookAt(page, paths)).toEqual([]);
});

/** What is wrong with these screens: for axe, in the colours of either theme, and on a narrow screen. */
async function lookAt(page: Page, paths: string[]): Promise<string[]> {
  const found: string[] = [];
  const wide = page.viewportSize()!;
  for (const path of paths) {
    await openScreen(page, path);
    for (const violation of await findViolations(page)) found.push(`${path}: ${violation}`);
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const violation of await findViolations(page, { colours: true })) found.push(`${path}, dark: ${violation}`);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(narrow);
    const widthPx = await page.evaluate(() =>
      Math.max(document.documentElement.scrollWidth, document.querySelector('main')!.scrollWidth),
    );
    if (widthPx > narrow.width) found.push(`${path} is ${widthPx} px wide on a screen of ${narrow.width} px`);
    await page.setViewportSize(wide);
  }
  return found;
}

/** What the parameters in the paths of screens stand for. The demo holds some of everything: else this throws. */
async function readParameters(client: AgentAuditClient): Promise<Record<string, string>> {
  const [logs, agents, policies, rules, alerts] = await Promise.all([
    client.query({ limit: 500, action: 'tool_use' }),
    client.agents.list(),
    client.policies.list(),
    client.rules.list(),
    client.alerts.list({ resolved: false }),
  ]);
  return {
    $traceId: logs.data[0]!.traceId!,
    $agentId: agents.data[0]!.id,
    $policyId: policies.data[0]!.id,
    $ruleId: rules.data[0]!.id,
    $packId: 'hipaa',
    $alertId: alerts.data[0]!.id,
  };
}
