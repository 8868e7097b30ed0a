import { describe, expect, it } from 'vitest';

import {
  AgentAuditClient,
  ApiError,
  ConnectionError,
  NotFoundError,
  RateLimitError,
  TimeoutError,
} from '../src/index.ts';
import { createRecorder } from './clients.ts';

describe('credentials', () => {
  it('are one a request: the key for logs, the token for all else', async () => {
    const { client, seen } = createRecorder();
    await client.query();
    client.accessToken = 'jwt';
    await client.query();
    client.log({ action: 'step' });
    await client.flush({ timeoutMs: 10 });
    expect(seen.map(({ headers }) => [headers['x-api-key'], headers['authorization']])).toEqual([
      ['aa_key', undefined],
      [undefined, 'Bearer jwt'],
      ['aa_key', undefined],
    ]);
    await client.close({ timeoutMs: 1 });
  });
});

describe('an error', () => {
  it('has one shape for both of the API’s', async () => {
    const api = { error: 'Resource not found', status: 404, code: 'not_found', requestId: 'req-1' };
    const hitl = {
      error: 'not_found',
      message: 'Audit log record not found',
      details: { request_id: 'x' },
      status: 404,
    };
    const { client } = createRecorder(
      Response.json(api, { status: 404 }),
      Response.json(hitl, { status: 404, headers: { 'x-request-id': 'req-2' } }),
    );
    await expect(client.getLog('x')).rejects.toMatchObject({
      message: 'Resource not found',
      status: 404,
      code: 'not_found',
      requestId: 'req-1',
      body: api,
    });
    const error: unknown = await client.hitl.get('x').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      message: 'Audit log record not found',
      code: 'not_found',
      requestId: 'req-2',
      details: { request_id: 'x' },
    });
    expect([NotFoundError.isInstance(error), ApiError.isInstance(error), RateLimitError.isInstance(error)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is made of an answer that is no JSON, too', async () => {
    const { client } = createRecorder(
      new Response('<html>Bad gateway', { status: 502 }),
      new Response('<html>Sign in'),
    );
    await expect(client.query({}, { maxRetries: 0 })).rejects.toMatchObject({
      status: 502,
      code: 'http_502',
      body: '<html>Bad gateway',
    });
    await expect(client.me()).rejects.toSatisfy((error) => ConnectionError.isInstance(error));
  });
});

describe('a request that fails in passing', () => {
  it('is tried again when that does no harm', async () => {
    const read = createRecorder(
      new Response('', { status: 503 }),
      new TypeError('fetch failed'),
      Response.json({ id: 'log_1' }),
    );
    expect(await read.client.getLog('log_1')).toEqual({ id: 'log_1' });
    expect(read.seen).toHaveLength(3);

    const write = createRecorder(
      new Response('', { status: 429, headers: { 'retry-after': '0' } }),
      new TypeError('fetch failed'),
    );
    await expect(write.client.agents.create({ name: 'a' })).rejects.toSatisfy((error) =>
      ConnectionError.isInstance(error),
    );
    expect(write.seen).toHaveLength(2);
  });

  it('is tried as often as the call says', async () => {
    const { client, seen } = createRecorder(new Response('', { status: 503 }));
    await expect(client.query({}, { maxRetries: 0 })).rejects.toMatchObject({ status: 503 });
    expect(seen).toHaveLength(1);
  });
});

describe('options of one call', () => {
  const hanging = new AgentAuditClient({
    baseUrl: 'http://server',
    fetch: (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  });

  it('end it after a time', async () => {
    await expect(hanging.me({ timeoutMs: 5 })).rejects.toSatisfy((error) => TimeoutError.isInstance(error));
  });

  it('end it by a signal, with its reason', async () => {
    const reason = new Error('enough');
    await expect(hanging.me({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('add headers', async () => {
    const { client, seen } = createRecorder();
    await client.query({}, { headers: { 'x-trace': '1' } });
    expect(seen[0]?.headers).toMatchObject({ 'x-trace': '1', 'x-api-key': 'aa_key' });
  });
});
