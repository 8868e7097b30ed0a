import { signUp, startTestServer } from '@agentaudit/testing';
import { createLogId } from 'agentaudit-client';
import type { ApiKeyPage, AuditLog, Chain, Page } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectError } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const [ours, theirs] = [await signUp(server.url), await signUp(server.url)];
const mine = createCaller(server.url, ours);
const others = createCaller(server.url, theirs);
const owner = createCaller(server.url, { accessToken: ours.accessToken });
const otherOwner = createCaller(server.url, { accessToken: theirs.accessToken });

const theirLog = createLogId();
await others.post('/audit-logs', { action: 'secret', id: theirLog, traceId: 'their-run', agentId: 'their-agent' });
await mine.post('/audit-logs', { action: 'public' });

test("another organization's log, trace and chain are not found, just as what does not exist", async () => {
  const missing = createLogId();
  for (const path of ['', '/chain']) {
    const foreign = expectError(await mine.get(`/audit-logs/${theirLog}${path}`), 'not_found');
    const absent = expectError(await mine.get(`/audit-logs/${missing}${path}`), 'not_found');
    expect({ ...foreign, requestId: '' }).toEqual({ ...absent, requestId: '' });
  }
  expectError(await mine.get('/audit-logs/trace/their-run'), 'not_found');
});

test("another organization's logs are in no list, count or export, whoever asks", async () => {
  for (const caller of [mine, owner]) {
    const { body } = await caller.get<Page<AuditLog>>('/audit-logs?count=true');
    expect([body.data.map(({ action }) => action), body.total]).toEqual([['public'], 1]);
    for (const filter of ['action=secret', 'traceId=their-run', 'agentId=their-agent']) {
      expect((await caller.get<Page<AuditLog>>(`/audit-logs?${filter}`)).body.data).toEqual([]);
      expect((await caller.get(`/audit-logs/export?${filter}`)).body).toEqual([]);
    }
  }
});

test("another organization's cursor shows nothing but one's own logs", async () => {
  await others.post('/audit-logs/batch', [{ action: 'secret' }, { action: 'secret' }]);
  const { nextCursor } = (await others.get<Page<AuditLog>>('/audit-logs?limit=1')).body;
  const { data } = (await mine.get<Page<AuditLog>>(`/audit-logs?cursor=${nextCursor}`)).body;
  expect(data.map(({ action }) => action)).toEqual(['public']);
});

test('an id that another organization used is free, and whoever uses it learns nothing', async () => {
  const answer = await mine.post<AuditLog>('/audit-logs', { action: 'mine', id: theirLog });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({ id: theirLog, action: 'mine', traceId: null });
  expect((await others.get<AuditLog>(`/audit-logs/${theirLog}`)).body.action).toBe('secret');
  const shared = createLogId();
  const answers = await Promise.all(
    [mine, others].map((who) => who.post('/audit-logs', { action: 'same', id: shared })),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
});

test('a parent in another organization counts as missing', async () => {
  const parent = createLogId();
  await others.post('/audit-logs', { action: 'parent', id: parent });
  const child = (await mine.post<AuditLog>('/audit-logs', { action: 'child', parentSpanId: parent })).body;
  const { body } = await mine.get<Chain>(`/audit-logs/${child.id}/chain`);
  expect(body).toMatchObject({ data: [{ action: 'child' }], end: 'missing_parent', endParentSpanId: parent });
});

test('a trace id that two organizations use is two traces', async () => {
  for (const who of [mine, others]) await who.post('/audit-logs', { action: 'step', traceId: 'run-1' });
  for (const who of [mine, others]) {
    const { body } = await who.get<{ data: AuditLog[] }>('/audit-logs/trace/run-1');
    expect(body.data).toHaveLength(1);
  }
});

test("another organization's keys are neither listed nor deleted", async () => {
  const [key] = (await otherOwner.get<ApiKeyPage>('/auth/api-keys')).body.data;
  const { data } = (await owner.get<ApiKeyPage>('/auth/api-keys')).body;
  expect(data.map(({ id }) => id)).not.toContain(key!.id);
  expectError(await owner.delete(`/auth/api-keys/${key!.id}`), 'not_found');
  expect((await others.get('/audit-logs?limit=1')).status).toBe(200);
});

test('each organization counts its own sequence from 0', async () => {
  const fresh = createCaller(server.url, await signUp(server.url));
  const first = await fresh.post<AuditLog>('/audit-logs', { action: 'first' });
  expect(first.body.sequence).toBe(0);
});
