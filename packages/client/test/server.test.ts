import {
  freshDatabase,
  type SharedServer,
  signUp,
  startServerProcess,
  type TestAccount,
  useSharedServer,
} from '@agentaudit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  AgentAuditClient,
  ConflictError,
  NotFoundError,
  PermissionDeniedError,
  ValidationError,
} from '../src/index.ts';

let server: SharedServer;
let account: TestAccount;
let client: AgentAuditClient;

beforeAll(async () => {
  server = await useSharedServer();
  account = await signUp(server.url);
  client = new AgentAuditClient({ apiKey: account.apiKey, baseUrl: server.url });
});

afterAll(async () => {
  await client?.close();
  await server?.release();
});

describe('against the real server', () => {
  it('stores a log and finds it again in every way', async () => {
    const parent = client.log({
      action: 'llm_start',
      traceId: 'run-1',
      prompt: 'Analyse Q1 data',
      metadata: { model: 'gpt-4o' },
    });
    const child = client.log({ action: 'tool_use', traceId: 'run-1', parentSpanId: parent.id, agentId: 'writer' });
    expect(await child).toMatchObject({
      id: child.id,
      action: 'tool_use',
      parentSpanId: parent.id,
      enforcementAction: 'allow',
    });
    expect(await parent).toMatchObject({
      prompt: 'Analyse Q1 data',
      metadata: { model: 'gpt-4o' },
      source: { seq: 0 },
    });

    expect(await client.getLog(child.id)).toEqual(await child);
    expect((await client.query({ agentId: 'writer' })).data).toEqual([await child]);
    expect(await client.getTrace('run-1')).toMatchObject({
      data: [{ id: parent.id }, { id: child.id }],
      summary: { logs: 2 },
    });
    expect(await client.getChain(child.id)).toMatchObject({ data: [{ id: child.id }, { id: parent.id }], end: 'root' });
    await expect(client.getLog('log_00000000000000000000000000')).rejects.toSatisfy((error) =>
      NotFoundError.isInstance(error),
    );
  });

  it('iterates over all pages, each log once', async () => {
    const ids = await client.logBatch(
      Array.from({ length: 120 }, (_, index) => ({ action: `page-${index}`, traceId: 'pages' })),
    );
    const seen: string[] = [];
    for await (const log of client.query({ traceId: 'pages', limit: 50 })) seen.push(log.id);
    expect(seen).toEqual(ids.toReversed());
    const page = await client.query({ traceId: 'pages', limit: 10, order: 'asc', count: true, payload: false });
    expect(page).toMatchObject({ limit: 10, total: 120 });
    expect(page.data.map(({ id }) => id)).toEqual(ids.slice(0, 10));
  });

  it('exports, as a text or in pieces', async () => {
    await client.logBatch([
      { action: 'x', traceId: 'export', prompt: 'héllo, "world"' },
      { action: 'y', traceId: 'export' },
    ]);
    const logs = JSON.parse(await client.exportLogs({ traceId: 'export', format: 'json' })) as { action: string }[];
    expect(logs.map(({ action }) => action).toSorted()).toEqual(['x', 'y']);
    expect(await client.exportLogs({ traceId: 'export', format: 'csv' })).toContain('"héllo, ""world"""');
    let ndjson = '';
    for await (const piece of client.exportLogs({ traceId: 'export', format: 'ndjson' })) ndjson += piece;
    expect(ndjson.trim().split('\n')).toHaveLength(2);
  });

  it('signs up, in and out, and keeps the token for what needs it', async () => {
    const email = `someone-${crypto.randomUUID()}@example.com`;
    const person = new AgentAuditClient({ baseUrl: server.url, apiKey: account.apiKey });
    const session = await person.register({ email, password: 'correct horse battery', name: 'Acme Corp' });
    expect(session.organization).toMatchObject({ email, name: 'Acme Corp', plan: 'free' });
    expect(person.accessToken).toBe(session.accessToken);
    expect(await person.me()).toMatchObject({ email, name: 'Acme Corp' });
    expect(await person.updateMe({ name: 'Acme Ltd' })).toMatchObject({ name: 'Acme Ltd' });

    const { id, key } = await person.createApiKey({ name: 'production-agent', scopes: ['logs:write'] });
    expect(key).toMatch(/^aa_live_/);
    expect((await person.listApiKeys()).data).toEqual([expect.objectContaining({ id, name: 'production-agent' })]);
    const writer = new AgentAuditClient({ baseUrl: server.url, apiKey: key, logger: false });
    expect(await writer.log({ action: 'step' })).toMatchObject({ action: 'step' });
    await expect(writer.query()).rejects.toSatisfy((error) => PermissionDeniedError.isInstance(error));
    await expect(writer.createApiKey({ name: 'more' })).rejects.toMatchObject({ status: 403 });
    await person.deleteApiKey(id);
    await expect(writer.log({ action: 'step' })).rejects.toMatchObject({ status: 401, code: 'unauthorized' });
    await writer.close({ timeoutMs: 100 });

    const again = new AgentAuditClient({ baseUrl: `${server.url}/api/v1/` });
    await again.login({ email: email.toUpperCase(), password: 'correct horse battery' });
    expect(await again.me()).toMatchObject({ email });
    await again.logout();
    expect(again.accessToken).toBeUndefined();
    await Promise.all([person.close(), again.close()]);
  });

  it('says what is wrong with a request', async () => {
    const error = await client.query({ limit: 5000 }).catch((thrown: unknown) => thrown);
    expect(ValidationError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      name: 'ValidationError',
      status: 400,
      code: 'validation_error',
      requestId: expect.any(String),
      details: [expect.objectContaining({ field: 'limit' })],
    });
  });

  it('settles a conflict for the one entry it is about', async () => {
    const { id } = await client.log({ action: 'first' });
    const quiet = new AgentAuditClient({ apiKey: account.apiKey, baseUrl: server.url, logger: false });
    const handles = ['a', 'b', 'c'].map((action) => quiet.log({ action, ...(action === 'b' && { id }) }));
    await expect(handles[1]).rejects.toSatisfy((error) => ConflictError.isInstance(error));
    expect(await handles[0]).toMatchObject({ action: 'a' });
    expect(await quiet.close()).toMatchObject({ ok: false, delivered: 2, dropped: 1 });
    expect(await client.getLog(id)).toMatchObject({ action: 'first' });
  });

  it('has every hostile value accepted', async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    let deep: unknown = 1;
    for (let level = 0; level < 100; level++) deep = { deep };
    const values = [
      cyclic,
      1n,
      deep,
      new Map([[{}, 1]]),
      new Error('x'),
      '\ud800',
      'x'.repeat(1 << 20),
      '\u0000',
      Number.NaN,
    ];
    const handles = values.map((value) => client.log({ action: 'hostile', prompt: value, metadata: { value } }));
    expect(await client.flush()).toMatchObject({ ok: true, dropped: 0 });
    expect(await handles[7]).toMatchObject({ prompt: '\u0000', metadata: { value: '\u0000' } });
  });
});

describe('a server that is killed under load and started again', () => {
  it('loses nothing and doubles nothing', async () => {
    const database = await freshDatabase();
    let running = await startServerProcess({ database });
    const { apiKey } = await signUp(running.url);
    const port = new URL(running.url).port;
    const logger = { warn() {}, error() {} };
    const sender = new AgentAuditClient({ apiKey, baseUrl: running.url, logger, retry: { maxMs: 200 } });
    const ids: string[] = [];
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 1500; index++) {
        ids.push(sender.log({ action: 'step', traceId: 'load', metadata: { index } }).id);
        if (index % 100 === 0) {
          await new Promise((resolve) => {
            setTimeout(resolve, 1);
          });
        }
        if (index === 700) await running.kill9();
      }
      running = await startServerProcess({ database, environment: { PORT: port } });
      expect(await sender.flush()).toMatchObject({ ok: true, pending: 0, dropped: 0 });
    }
    const stored: string[] = [];
    for await (const log of sender.query({ traceId: 'load', limit: 500, order: 'asc' })) stored.push(log.id);
    expect(stored.toSorted()).toEqual(ids);
    await sender.close();
    await running.stop();
    await database.dispose();
  });
});
