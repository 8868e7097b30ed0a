import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules that another theme can break. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong with the page as it is shown, one line for each rule. `colours`: with those alone. */
export async function findViolations(page: Page, { colours = false } = {}): Promise<string[]> {
  // Evaluated and not added as a script, which the page's own policy forbids.
  await page.evaluate(source);
  const { violations } = await page.evaluate(
    (rules) => {
      const { axe: engine } = globalThis as unknown as { axe: typeof axe };
      return engine.run({ resultTypes: ['violations'], ...(rules === undefined ? {} : { runOnly: rules }) });
    },
    colours ? colourRules : undefined,
  );
  return violations.map(({ id, nodes }) => {
    const places = nodes.slice(0, 3).map(({ target, failureSummary }) => `${String(target)}: ${failureSummary ?? ''}`);
    return `${id}, ${nodes.length} times, at ${places.join('\n')}`;
  });
}
