import { AgentAuditClient } from 'agentaudit-client';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Demo, startDemo } from '../src/demo.ts';
import { demoScreens } from '../src/demo-screens.ts';
import { lookAtScreens } from '../src/look-at-screens.ts';
import { visit } from '../src/visit.ts';

const dayMs = 24 * 3600_000;

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo?.stop());

test('the demo holds a month in which everything happened', async () => {
  const client = new AgentAuditClient({ baseUrl: demo.url });
  await client.login({ email: demo.email, password: demo.password });
  const [logs, analytics, alerts, resolved, decided, pending, policies, reports] = await Promise.all([
    client.query({ limit: 1, count: true }),
    client.policies.analytics(),
    client.alerts.list({ resolved: false, limit: 1 }),
    client.alerts.list({ resolved: true, limit: 1 }),
    client.hitl.list({ limit: 100 }),
    client.hitl.pending(),
    client.policies.list(),
    client.reports.list(),
  ]);
  await client.close();

  expect(logs.total).toBeGreaterThan(1000);
  expect(analytics.byDay.length).toBeGreaterThanOrEqual(30);
  expect(analytics.totals).toMatchObject({ block: expect.any(Number), redact: expect.any(Number) });
  expect(Math.min(analytics.totals.block, analytics.totals.redact, analytics.totals.flag)).toBeGreaterThan(0);
  expect(alerts.data.length + resolved.data.length).toBe(2);
  expect(new Set(decided.data.map(({ decision }) => decision))).toEqual(
    new Set(['approved', 'rejected', 'skipped', 'timeout']),
  );
  const times = decided.data.map(({ requested_at: at }) => Date.parse(at));
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(20 * dayMs);
  expect(pending.data.length).toBeGreaterThan(0);
  expect(Math.max(...policies.data.map(({ version }) => version))).toBeGreaterThan(3);
  expect(reports.data.map(({ status }) => status)).toEqual(['ready', 'ready', 'ready']);
});

test('an account in use, as the demo is, finds every screen accessible, in both themes', async () => {
  const { page } = await visit({ url: demo.url });
  await page.goto('/');
  await page.getByLabel('Email').fill(demo.email);
  await page.getByLabel('Password').fill(demo.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  expect(await lookAtScreens(page, await demoScreens(demo))).toEqual([]);
});
