import type { Page } from 'playwright-core';

import { findViolations } from './accessibility.ts';
import { openScreen, showTheme } from './screens.ts';

const narrow = { width: 390, height: 844 };

/** What is wrong with these screens: for axe, in the colours of the dark theme, and on a narrow screen. */
export async function lookAtScreens(page: Page, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const wide = page.viewportSize()!;
  for (const path of paths) {
    await openScreen(page, path);
    for (const violation of await findViolations(page)) found.push(`${path}: ${violation}`);
    await showTheme(page, 'dark');
    for (const violation of await findViolations(page, { colours: true })) found.push(`${path}, dark: ${violation}`);
    await showTheme(page, 'light');
    await page.setViewportSize(narrow);
    const widthPx = await page.evaluate(() =>
      Math.max(document.documentElement.scrollWidth, document.querySelector('main')?.scrollWidth ?? Infinity),
    );
    if (widthPx > narrow.width) found.push(`${path} is ${widthPx} px wide on a screen of ${narrow.width} px`);
    await page.setViewportSize(wide);
  }
  return found;
}
