import type { Request } from 'playwright-core';
import { expect, test } from 'vitest';

import { openScreen } from '../src/screens.ts';
import { visitSignedIn } from '../src/visit.ts';

const mostBytes = 220_000;

test('the first load of the logs fits into 220 kB on the wire', async () => {
  const { page } = await visitSignedIn();
  const finished: Request[] = [];
  page.on('requestfinished', (request) => void finished.push(request));
  await openScreen(page, '/logs');
  await page.waitForLoadState('load');

  const files = await Promise.all(
    finished
      .filter((request) => !new URL(request.url()).pathname.startsWith('/api/'))
      .map(async (request) => ({ url: request.url(), bytes: (await request.sizes()).responseBodySize })),
  );
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  process.stdout.write(`first load: ${totalBytes} bytes in ${files.length} files\n`);
  expect(files.filter(({ url }) => url.includes('/assets/')).length).toBeGreaterThan(3);
  expect(totalBytes, JSON.stringify(files, null, 1)).toBeLessThan(mostBytes);
});
