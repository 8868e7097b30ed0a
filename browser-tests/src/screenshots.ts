import { mkdir, writeFile } from 'node:fs/promises';

import { AgentAuditClient } from 'agentaudit-client';
import { chromium, type Page } from 'playwright-core';

import { browserFlags } from './browser-flags.ts';
import { ensureChromium } from './chromium.ts';
import { type Demo, startDemo } from './demo.ts';
import { openScreen, showTheme } from './screens.ts';

const folder = new URL('../../docs/screenshots/', import.meta.url);
const viewport = { width: 1440, height: 900 };
const deviceScaleFactor = 1.5;
const webpQuality = 82;
const mostBytes = 150_000;

const demo = await startDemo();
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: browserFlags });
try {
  await mkdir(folder, { recursive: true });
  const context = await browser.newContext({ baseURL: demo.url, viewport, deviceScaleFactor, reducedMotion: 'reduce' });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await signIn(page, demo);
  for (const { name, path, shows } of await findScreens(demo)) {
    await openScreen(page, path);
    await page.getByText(shows).first().waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await showTheme(page, theme);
      await save(page, `${name}-${theme}.webp`);
    }
  }
} finally {
  await browser.close();
  await demo.stop();
}

async function signIn(page: Page, { email, password }: Demo): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
}

/** The screens of the README, with what is worth seeing on them. */
async function findScreens({ url, email, password }: Demo): Promise<{ name: string; path: string; shows: string }[]> {
  const client = new AgentAuditClient({ baseUrl: url });
  await client.login({ email, password });
  const { data: agents } = await client.agents.list();
  const researcher = agents.find(({ name }) => name === 'literature-review');
  const [injections, redacted, policies] = await Promise.all([
    client.query({ agentId: researcher!.id, action: 'tool_use', enforcementAction: 'flag', limit: 1 }),
    client.query({ action: 'agent_run', enforcementAction: 'redact', limit: 1 }),
    client.policies.list(),
  ]);
  const policy = policies.data.find(({ version }) => version > 1);
  const versions = await client.policies.listVersions(policy!.id);
  const rewritten = versions.data.find(({ version }) => version === 5);
  await client.close();
  return [
    { name: 'overview', path: '/', shows: 'Brightwater Health' },
    { name: 'logs', path: `/logs?log=${redacted.data[0]!.id}`, shows: 'Mask' },
    {
      name: 'trace',
      path: `/traces/${injections.data[0]!.traceId}?span=${injections.data[0]!.id}`,
      shows: 'fetch_page',
    },
    { name: 'approvals', path: '/approvals', shows: 'send_refund' },
    {
      name: 'policy',
      path: `/policies/${policy!.id}/versions?after=${rewritten!.id}`,
      shows: 'From version 4 to version 5',
    },
  ];
}

/** As WebP, which Playwright itself does not offer. */
async function save(page: Page, name: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: webpQuality });
  await devtools.detach();
  const image = Buffer.from(data, 'base64');
  if (image.length > mostBytes) throw new Error(`${name} has ${image.length} bytes, more than ${mostBytes}`);
  await writeFile(new URL(name, folder), image);
  process.stdout.write(`${name} ${image.length} bytes\n`);
}
