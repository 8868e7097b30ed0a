import { readdirSync, readFileSync } from 'node:fs';

import type { Page } from 'playwright-core';

const app = new URL('../../packages/dashboard/src/app/', import.meta.url);

/** The path of every screen, with `$name` for its parameters, as the router has them. A new screen is in it by itself. */
export function screenPaths(): string[] {
  const routes = readdirSync(app).filter((name) => /^router\.|-routes\./.test(name));
  const text = routes.map((name) => readFileSync(new URL(name, app), 'utf8')).join('\n');
  return [...text.matchAll(/\bpath: '([^']+)'/g)].map(([, path]) => path!);
}

/** Opens a screen, and waits until it shows what it has loaded. */
export async function openScreen(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-label="Loading"]') === null);
}
