import { startServerProcess } from '@agentaudit/testing';
import { expect, test } from 'vitest';

test('SIGTERM ends the process with code 0', async () => {
  const server = await startServerProcess();
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
  expect(server.stderr()).toBe('');
});
