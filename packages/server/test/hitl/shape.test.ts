import { startTestServer, type TestServer } from '@agentaudit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type CallOptions, request } from '../wire.ts';
import { type Desk, expectHitlError, openDesk, toRequest } from './desk.ts';

let server: TestServer;
let desk: Desk;

beforeAll(async () => {
  server = await startTestServer();
  desk = await openDesk(server.url);
});
afterAll(() => server.close());

describe.each(['/agents/hitl', '/api/v1/agents/hitl'])('below %s every error has the HITL shape', (prefix) => {
  const call = (method: string, path: string, options: CallOptions = {}) =>
    request(method, `${server.url}${prefix}${path}`, {
      ...options,
      headers: { 'x-api-key': desk.account.apiKey, ...options.headers },
    });
  const ask = (args: string) =>
    call('POST', '/requests', { raw: `{"agent_id":"a","tool":{"name":"t","arguments":${args}}}` });

  test.each(['', '/', '/policies', '/stats/deeper', '/nothing'])('a path that is none: %j', async (path) => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      expectHitlError(await call(method, path), 404, 'not_found');
    }
  });

  test('a method that the path does not take', async () => {
    const answer = await call('DELETE', '/audit');
    expectHitlError(answer, 405, 'method_not_allowed');
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
    expectHitlError(await call('GET', '/decision'), 405, 'method_not_allowed');
  });

  test('a path that is not well formed', async () => {
    expectHitlError(await call('GET', '/audit/%zz'), 400, 'validation_error');
  });

  test('a body that is no JSON, no UTF-8, or missing', async () => {
    for (const raw of ['{', '', new Uint8Array([0x22, 0xff, 0x22])]) {
      expectHitlError(await call('POST', '/requests', { raw }), 400, 'validation_error');
    }
  });

  test('a body of another type', async () => {
    const raw = JSON.stringify(toRequest());
    const headers = { 'content-type': 'text/plain' };
    expectHitlError(await call('POST', '/requests', { raw, headers }), 415, 'unsupported_media_type');
  });

  test('a body, and arguments, that are too large', async () => {
    expectHitlError(await call('POST', '/requests', { json: largeRequest(5_000_000) }), 413, 'payload_too_large');
    expectHitlError(await call('POST', '/requests', { json: largeRequest(1_100_000) }), 413, 'payload_too_large');
    expect((await call('POST', '/requests', { json: largeRequest(1_000_000) })).status).toBe(201);
  });

  test('a bad field, named', async () => {
    const bad: [object, string][] = [
      [{ agent_id: 5 }, 'agent_id'],
      [{ agent_id: undefined }, 'agent_id'],
      [{ tool: { name: 't' } }, 'tool.arguments'],
      [{ tool: { name: 't', arguments: 'x' } }, 'tool.arguments'],
      [{ colour: 'red' }, 'colour'],
      [{ timeout_seconds: 0 }, 'timeout_seconds'],
      [{ timeout_seconds: 2_592_001 }, 'timeout_seconds'],
      [{ on_timeout: 'approve' }, 'on_timeout'],
      [{ allowed_decisions: ['approve'] }, 'allowed_decisions.0'],
      [{ required_approvals: 0 }, 'required_approvals'],
    ];
    for (const [over, field] of bad) {
      const answer = await call('POST', '/requests', { json: toRequest(over) });
      expectHitlError(answer, 400, 'validation_error', { details: { field, message: expect.any(String) } });
    }
  });

  test('a number in arguments that JSON readers would round, and a key that stands twice', async () => {
    for (const number of ['9007199254740993', '1e400', '0.1000000000000000055511151231257827', '-1e-400']) {
      const answer = await ask(`{"list":[{"n":${number}}]}`);
      expectHitlError(answer, 400, 'validation_error', { details: { field: 'tool.arguments' } });
    }
    expectHitlError(await ask('{"amount":5,"amount":5}'), 400, 'validation_error');
    expectHitlError(await ask(String.raw`{"amount":5,"\u0061mount":6}`), 400, 'validation_error');
    const exact = '{"a":9007199254740991,"b":1e3,"c":0.1,"d":-0,"e":1.50,"f":"9007199254740993","g":1E+2}';
    expect((await ask(exact)).status).toBe(201);
  });

  test('arguments that nest too deep, and a lone surrogate', async () => {
    expect((await ask(nested(64))).status).toBe(201);
    expectHitlError(await ask(nested(65)), 400, 'validation_error');
    expectHitlError(await ask(nested(50_000)), 400, 'validation_error');
    expectHitlError(await ask(String.raw`{"a":"\ud800"}`), 400, 'validation_error');
  });

  test('credentials that are missing or may not', async () => {
    const json = { request_id: 'x', decision: 'approved' };
    expectHitlError(await request('GET', `${server.url}${prefix}/pending`), 401, 'unauthorized');
    expectHitlError(await call('POST', '/decision', { json }), 403, 'forbidden');
  });

  test('a wait that is out of bounds', async () => {
    for (const wait of ['-1', '301', 'long', '']) {
      expectHitlError(await call('GET', `/requests/x?wait=${wait}`), 400, 'invalid_parameter', {
        details: { parameter: 'wait', value: wait },
      });
    }
  });
});

function largeRequest(bytes: number): object {
  return toRequest({ tool: { name: 't', arguments: { text: 'x'.repeat(bytes) } } });
}

function nested(levels: number): string {
  return `{"a":`.repeat(levels) + '1' + '}'.repeat(levels);
}

test('too many requests', async () => {
  const limited = await startTestServer({ environment: { RATE_LIMIT: 'on', RATE_LIMIT_REQUESTS: '2' } });
  try {
    const { agent } = await openDesk(limited.url);
    const answers = [await agent.get('/agents/hitl/pending')];
    while (answers.at(-1)!.status === 200) answers.push(await agent.get('/agents/hitl/pending'));
    expectHitlError(answers.at(-1)!, 429, 'rate_limited');
    expect(answers.at(-1)!.headers.get('retry-after')).toMatch(/^\d+$/);
  } finally {
    await limited.close();
  }
});
