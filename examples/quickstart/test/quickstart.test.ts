import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { signUp, useSharedServer } from '@agentaudit/testing';
import { expect, test } from 'vitest';

test('the quickstart stores a log and finds it again', async () => {
  const server = await useSharedServer();
  const { apiKey } = await signUp(server.url);
  const main = new URL('../src/main.ts', import.meta.url).pathname;
  const env = { ...process.env, AGENTAUDIT_API_KEY: apiKey, AGENTAUDIT_BASE_URL: server.url };

  const { stdout } = await promisify(execFile)(process.execPath, [main], { env });

  expect(stdout).toMatch(/^stored (log_\w{26}) at \S+: allow\n\1 Summarise the latest sales report\n$/);
  await server.release();
});
