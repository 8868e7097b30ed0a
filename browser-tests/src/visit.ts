import { AgentAuditClient, type Session } from 'agentaudit-client';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject, onTestFinished } from 'vitest';

import { watchForProblems } from './problems.ts';

/** How long the page may take for one thing on a machine that is busy with others. */
const patienceMs = 60_000;

export interface Visit {
  page: Page;
  /** The server's, without a slash at its end. */
  url: string;
}

export interface SignedInVisit extends Visit {
  account: Session & { email: string; password: string };
  /** An agent of the same organization, with the scopes a key has when its maker does not say. */
  agent: AgentAuditClient;
  /** The person who is signed in. */
  owner: AgentAuditClient;
}

export interface VisitOptions {
  /** Default: the server of this run. */
  url?: string;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
}

let connection: Promise<Browser> | undefined;

/** A browser profile that has never been here. The test fails when its page reports an error or asks another host. */
export async function visit(options: VisitOptions = {}): Promise<Visit> {
  const { page, url } = await open(options);
  return { page, url };
}

/** A browser in which the owner of a new organization is signed in. Nothing is open yet. */
export async function visitSignedIn(options: VisitOptions = {}): Promise<SignedInVisit> {
  const { page, url, context } = await open(options);
  const account = await signUp(context);
  const owner = new AgentAuditClient({ baseUrl: url, accessToken: account.accessToken });
  const { key: apiKey } = await owner.createApiKey({ name: 'agent' });
  const agent = new AgentAuditClient({ baseUrl: url, apiKey });
  onTestFinished(async () => {
    await Promise.all([agent.close(), owner.close()]);
  });
  return { page, url, account, agent, owner };
}

/** Leaves the session's cookie in the browser, and the mark that there is one. */
async function signUp(context: BrowserContext): Promise<SignedInVisit['account']> {
  const credentials = { email: `owner-${crypto.randomUUID()}@example.com`, password: 'correct horse battery staple' };
  const answer = await context.request.post('/api/v1/auth/register', { data: { name: 'Acme Corp', ...credentials } });
  if (!answer.ok()) throw new Error(`Signing up answered ${answer.status()}: ${await answer.text()}`);
  await context.addInitScript(() => localStorage.setItem('agentaudit.signed-in', '1'));
  return { ...credentials, ...((await answer.json()) as Session) };
}

async function open(options: VisitOptions) {
  const { url = inject('serverUrl'), colorScheme = 'light', viewport = { width: 1440, height: 900 } } = options;
  connection ??= chromium.connect(inject('browserEndpoint'), { timeout: patienceMs });
  const browser = await connection;
  const context = await browser.newContext({ baseURL: url, viewport, colorScheme, reducedMotion: 'reduce' });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const problems = watchForProblems(page, url);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await describe(page);
    await context.close();
    if (problems.length > 0) throw new Error(`The page had problems:\n${problems.join('\n')}`);
  });
  return { page, url, context };
}

/** What a failed journey had before its eyes. */
async function describe(page: Page): Promise<void> {
  const content = await page
    .locator('body')
    .ariaSnapshot({ timeout: 5000 })
    .catch((error: unknown) => `nothing: ${String(error)}`);
  process.stderr.write(`${page.url()} showed\n${content.slice(0, 4000)}\n`);
}
