import { startServerProcess } from '@agentaudit/testing';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

import { browserFlags } from './browser-flags.ts';
import { ensureChromium } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string;
    browserEndpoint: string;
  }
}

const startTimeoutMs = 120_000;

/** One server and one browser for the whole run; each journey has an organization and a browser profile of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = await ensureChromium();
  const [server, browser] = await Promise.all([
    startServerProcess(),
    chromium.launchServer({ executablePath, args: browserFlags, timeout: startTimeoutMs }),
  ]);
  project.provide('serverUrl', server.url);
  project.provide('browserEndpoint', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.stop();
  };
}
