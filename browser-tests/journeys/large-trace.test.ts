import { expect, test } from 'vitest';

import { sendLargeTrace } from '../src/send-large-trace.ts';
import { visitSignedIn } from '../src/visit.ts';

const spans = 50_000;
/** What is in sight on this screen, and some more. */
const mostRows = 120;

test(`a trace of ${spans} spans opens, is searched and stepped through, and draws what is in sight alone`, async () => {
  const { page, agent } = await visitSignedIn();
  const traceId = `large-${crypto.randomUUID()}`;
  await sendLargeTrace(agent, { traceId, spans });
  await page.goto(`/traces/${traceId}`);
  const tree = page.getByRole('tree', { name: 'Spans' });
  await tree.getByRole('treeitem').first().waitFor();
  await page
    .getByText(/^50,000 (logs|spans)/)
    .first()
    .waitFor();

  const rows = () => tree.getByRole('treeitem').count();
  expect(await rows()).toBeLessThan(mostRows);
  const firstId = await tree.getByRole('treeitem').first().getAttribute('id');
  await tree.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect.poll(async () => tree.getByRole('treeitem').first().getAttribute('id')).not.toBe(firstId);
  expect(await rows()).toBeLessThan(mostRows);

  await page.getByLabel('Find spans').fill('the-last');
  await page.getByText('1 match', { exact: true }).waitFor();
  await page.getByLabel('Find spans').press('Enter');
  await page.getByRole('treeitem', { selected: true }).getByText('the-last').waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get('find')).toBe('the-last');
});
