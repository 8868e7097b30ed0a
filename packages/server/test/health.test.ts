import { freshDatabase, signUp, startTestServer } from '@agentaudit/testing';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError, request } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());

test.each(['/livez', '/readyz'])('%s answers without credentials', async (path) => {
  const answer = await request('GET', server.url + path);
  expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
});

test('/readyz really asks the database, /livez does not', async () => {
  const database = await freshDatabase();
  const other = await startTestServer({ database });
  await other.database.close();
  const answer = await request('GET', `${other.url}/readyz`);
  expectError(answer, 'unavailable');
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  expect((await request('GET', `${other.url}/livez`)).status).toBe(200);
  await other.app.close();
  await database.dispose();
});

test('/metrics speaks Prometheus: the process, and each route by its pattern and status', async () => {
  const api = createCaller(server.url, await signUp(server.url));
  await api.post('/audit-logs', { action: 'a' });
  await api.get('/audit-logs/trace/no-such-trace');
  const answer = await request('GET', `${server.url}/metrics`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringMatching(/^text\/plain; version=0\.0\.4/),
  ]);
  expect(answer.text).toMatch(/^process_resident_memory_bytes \d+$/m);
  const counts = answer.text.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count'));
  expect(counts).toContainEqual(
    expect.stringMatching(/(?=.*method="POST")(?=.*route="\/api\/v1\/audit-logs")(?=.*status_code="201").* 1$/),
  );
  expect(counts).toContainEqual(
    expect.stringMatching(/(?=.*route="\/api\/v1\/audit-logs\/trace\/:traceId")(?=.*status_code="404").* 1$/),
  );
  expect(answer.text, 'nothing that was sent is a label').not.toContain('no-such-trace');
});

test('two servers in one process measure for themselves', async () => {
  const other = await startTestServer();
  await request('GET', `${server.url}/livez`);
  const { text } = await request('GET', `${other.url}/metrics`);
  expect(text).not.toContain('route="/livez"');
  await other.close();
});
