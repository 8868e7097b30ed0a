import type { HitlAnswer, HitlPage } from 'agentaudit-schemas';
import { startTestServer, type TestServer } from '@agentaudit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { request as call } from '../wire.ts';
import { type Desk, openDesk } from './desk.ts';

// Every example of the reference document, ids and times aside, at both of its addresses.
let server: TestServer;
let desk: Desk;
let requestId: string;

const args = {
  owner: 'myorg',
  repo: 'myrepo',
  title: 'Weekly Report - Week 41',
  body: '## Summary\n\nWeekly activity report...',
  labels: ['automated', 'report'],
};

beforeAll(async () => {
  server = await startTestServer();
  desk = await openDesk(server.url);
  const ask = { agent_id: 'weekly-report-agent', agent_name: 'Weekly Report Generator' };
  const record = await desk.ask({ ...ask, tool: { name: 'github_create_issue', arguments: args } });
  requestId = record.request_id;
  await desk.decide(requestId, 'approved');
  for (let more = 0; more < 24; more += 1) {
    const { request_id: id } = await desk.ask();
    await desk.decide(id, more % 2 === 0 ? 'approved' : 'rejected');
  }
});
afterAll(() => server.close());

describe.each(['/agents/hitl', '/api/v1/agents/hitl'])('the HITL audit log at %s', (prefix) => {
  const get = <Body = unknown>(path: string, headers: Record<string, string> = { 'x-api-key': desk.account.apiKey }) =>
    call<Body>('GET', `${server.url}${prefix}${path}`, { headers });

  test('lists records as printed', async () => {
    const query = 'page=1&limit=10&decision_type=approved&start_date=2025-10-01T00:00:00Z&sort_order=desc';
    const { status, body } = await get<HitlPage>(`/audit?${query}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      success: true,
      message: 'Successfully retrieved 10 of 13 HITL audit records',
      total: 13,
      page: 1,
      limit: 10,
      has_next: true,
      has_prev: false,
    });
    const last = await get<HitlPage>(`/audit?page=2&limit=10&decision_type=approved`);
    expect(last.body).toMatchObject({ page: 2, has_next: false, has_prev: true });
    expect(last.body.data).toHaveLength(3);
    expect(last.body.data.at(-1)).toMatchObject({
      request_id: requestId,
      decision: 'approved',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      agent: { id: 'weekly-report-agent', name: 'Weekly Report Generator' },
      tool: { name: 'github_create_issue', arguments: args },
      metadata: {},
    });
  });

  test('answers one record as printed', async () => {
    expect(requestId).toMatch(/^hitl-req-[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const { status, body } = await get<HitlAnswer>(`/audit/${requestId}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      success: true,
      message: 'HITL audit record retrieved successfully',
      data: {
        request_id: requestId,
        decision: 'approved',
        agent: { id: 'weekly-report-agent', name: 'Weekly Report Generator' },
        tool: { name: 'github_create_issue', arguments: args },
        metadata: {},
      },
    });
  });

  test.each([
    ['sort_order=invalid_value', 'sort_order', 'invalid_value', "Invalid sort_order. Must be either 'asc' or 'desc'"],
    ['page=0', 'page', '0', 'Invalid page. Must be an integer greater than or equal to 1'],
    ['page=1.5', 'page', '1.5', 'Invalid page. Must be an integer greater than or equal to 1'],
    ['page=', 'page', '', 'Invalid page. Must be an integer greater than or equal to 1'],
    ['limit=101', 'limit', '101', 'Invalid limit. Must be an integer between 1 and 100'],
    ['limit=0', 'limit', '0', 'Invalid limit. Must be an integer between 1 and 100'],
    ['limit=ten', 'limit', 'ten', 'Invalid limit. Must be an integer between 1 and 100'],
    [
      'decision_type=maybe',
      'decision_type',
      'maybe',
      "Invalid decision_type. Must be one of 'approved', 'rejected', 'skipped', 'timeout'",
    ],
    [
      'start_date=yesterday',
      'start_date',
      'yesterday',
      'Invalid start_date. Must be an ISO 8601 date-time, such as 2025-10-01T00:00:00Z',
    ],
    [
      'end_date=2025-02-30T00:00:00Z',
      'end_date',
      '2025-02-30T00:00:00Z',
      'Invalid end_date. Must be an ISO 8601 date-time, such as 2025-10-01T00:00:00Z',
    ],
    ['agent_id=', 'agent_id', '', 'Invalid agent_id. Must be 1 to 256 characters'],
    ['colour=red', 'colour', 'red', 'Invalid colour. It is not a known parameter'],
  ])('refuses %s', async (query, parameter, value, message) => {
    const { status, body } = await get(`/audit?${query}`);
    expect(status).toBe(400);
    expect(body).toEqual({ error: 'invalid_parameter', message, details: { parameter, value }, status: 400 });
  });

  test('refuses a range that ends before it starts, and takes one of a single instant', async () => {
    const details = { start_date: '2025-10-10T00:00:00Z', end_date: '2025-10-01T00:00:00Z' };
    const { status, body } = await get(`/audit?${new URLSearchParams(details).toString()}`);
    expect(status).toBe(400);
    expect(body).toEqual({
      error: 'validation_error',
      message: 'Invalid date range: start_date must be before end_date',
      details,
      status: 400,
    });
    const { timestamp } = (await get<HitlAnswer>(`/audit/${requestId}`)).body.data;
    const instant = new URLSearchParams({ start_date: timestamp, end_date: timestamp }).toString();
    expect((await get<HitlPage>(`/audit?${instant}`)).body.data.map(({ request_id: id }) => id)).toContain(requestId);
  });

  test('asks for authentication in the words of the reference', async () => {
    for (const path of ['/audit', `/audit/${requestId}`]) {
      for (const headers of [{}, { 'x-api-key': 'nonsense' }, { authorization: 'Bearer nonsense' }]) {
        const { status, body } = await get(path, headers as Record<string, string>);
        expect(status).toBe(401);
        expect(body).toEqual({
          error: 'unauthorized',
          message: 'Authentication required to access audit logs',
          status: 401,
        });
      }
    }
  });

  test('refuses credentials without permission in the words of the reference', async () => {
    const made = await desk.owner.post<{ key: string }>('/auth/api-keys', { name: 'writer', scopes: ['logs:write'] });
    const headers = { 'x-api-key': made.body.key };
    expect((await get('/audit', headers)).body).toEqual({
      error: 'forbidden',
      message: 'User does not have permission to access audit logs',
      status: 403,
    });
    expect((await get(`/audit/${requestId}`, headers)).body).toEqual({
      error: 'forbidden',
      message: 'User does not have permission to access this audit record',
      status: 403,
    });
  });

  test('does not find what is not there, is not decided, or belongs to others', async () => {
    const pending = await desk.ask();
    const other = await openDesk(server.url);
    const foreign = await other.ask();
    await other.decide(foreign.request_id, 'approved');
    for (const id of ['hitl-req-invalid', pending.request_id, foreign.request_id]) {
      const { status, body } = await get(`/audit/${id}`);
      expect(status).toBe(404);
      expect(body).toEqual({
        error: 'not_found',
        message: 'Audit log record not found',
        details: { request_id: id },
        status: 404,
      });
    }
    await desk.agent.post(`/agents/hitl/requests/${pending.request_id}/cancel`, {});
    expect((await get(`/audit/${pending.request_id}`)).status).toBe(404);
  });
});

async function list(query: string): Promise<HitlPage> {
  return (await desk.agent.get<HitlPage>(`/agents/hitl/audit?${query}`)).body;
}

test('filters and sorts', async () => {
  expect((await list('decision_type=rejected')).total).toBe(12);
  expect((await list('decision_type=timeout')).total).toBe(0);
  expect((await list('agent_id=weekly-report-agent')).total).toBe(1);
  expect((await list('tool_name=github_create_issue')).total).toBe(1);
  expect((await list(`trace_id=${requestId}`)).total).toBe(1);
  const { decided_by: decider } = (await list('limit=1')).data[0]!;
  expect((await list(`decided_by=${decider!.id}`)).total).toBe(25);
  const ascending = await list('sort_order=asc');
  expect(ascending.data[0]!.request_id).toBe(requestId);
  expect(ascending.data.map(({ request_id: id }) => id)).toEqual(
    (await list('sort_order=desc')).data.map(({ request_id: id }) => id).toReversed(),
  );
  expect(await list('page=3&limit=100')).toMatchObject({ data: [], total: 25, has_next: false, has_prev: true });
  expect(await list('page=999999999999999&limit=100')).toMatchObject({ data: [], total: 25 });
});
