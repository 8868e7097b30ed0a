import { readFileSync } from 'node:fs';

import type { Page } from 'playwright-core';

const router = new URL('../../packages/dashboard/src/app/router.tsx', import.meta.url);

/** Whatever else the router has is for those who are signed in. */
const publicPaths = new Set(['/login', '/register', '/accept-invitation']);

export interface ScreenPaths {
  /** For whoever is signed out. */
  public: string[];
  /** With `$name` for their parameters. */
  private: string[];
}

/** The path of every screen, as the router has them: a new screen is in it by itself. */
export function screenPaths(): ScreenPaths {
  const paths = [...readFileSync(router, 'utf8').matchAll(/\bpath: '([^']+)'/g)].map(([, path]) => path!);
  return {
    public: paths.filter((path) => publicPaths.has(path)),
    private: paths.filter((path) => !publicPaths.has(path)),
  };
}

/** Opens a screen, and waits until it shows what it has loaded. */
export async function openScreen(page: Page, path: string): Promise<void> {
  await page.goto(path);
  // By its tag: behind an open dialog a heading has no role.
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-label="Loading"]') === null);
  if (path !== '/login' && new URL(page.url()).pathname === '/login') throw new Error(`${path} wants a sign-in`);
}

/** Turns the system's theme, and waits until the page has drawn itself anew. */
export async function showTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.waitForFunction((name) => document.documentElement.dataset['theme'] === name, theme);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
