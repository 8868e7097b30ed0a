import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { signUp, useSharedServer } from '@agentaudit/testing';
import { expect, test } from 'vitest';

test('an agent run leaves a tree: nested spans, parallel tools, and the tool that failed', async () => {
  const server = await useSharedServer();
  const { apiKey } = await signUp(server.url);
  const main = new URL('../src/main.ts', import.meta.url).pathname;
  const env = { ...process.env, AGENTAUDIT_API_KEY: apiKey, AGENTAUDIT_BASE_URL: server.url };

  const { stdout } = await promisify(execFile)(process.execPath, [main], { env });

  const lines = stdout
    .trimEnd()
    .replaceAll(/ \d+ ms/g, '')
    .split('\n');
  expect(lines[0]).toMatch(/^run-[0-9a-f-]{36}: 6 logs, 1 error$/);
  expect(lines.slice(1, 3)).toEqual(['└─ agent_run analyse', '   ├─ llm_call gpt-4o']);
  expect(lines.slice(3, 5).toSorted()).toEqual(['   ├─ tool_use sql_query', '   ├─ tool_use web_search [error]']);
  expect(lines.slice(5)).toEqual(['   ├─ tool_use code_interpreter', '   └─ llm_call gpt-4o']);
  await server.release();
});
