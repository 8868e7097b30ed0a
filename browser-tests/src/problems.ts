import type { Page } from 'playwright-core';

/** Collects what no page may do: report an error, or ask another host for anything. */
export function watchForProblems(page: Page, url: string): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
  });
  page.context().on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== url) problems.push(`asked ${request.url()}`);
  });
  return problems;
}
