import { type Role, roles } from 'agentaudit-schemas';
import { startTestServer, type TestServer } from '@agentaudit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Desk, openDesk, toRequest } from '../hitl/desk.ts';
import { type Caller, request } from '../wire.ts';

let server: TestServer;
let desk: Desk;
const people = new Map<Role, Caller>();
let auditor: { accessToken: string };

beforeAll(async () => {
  server = await startTestServer();
  desk = await openDesk(server.url);
  auditor = await desk.member('auditor');
  for (const role of roles) people.set(role, role === 'owner' ? desk.owner : await desk.member(role));
});
afterAll(() => server.close());

const everybody: Role[] = ['owner', 'admin', 'reviewer', 'auditor'];
const managers: Role[] = ['owner', 'admin'];

/** Whom each route lets in; anybody else is answered 403. Ids and bodies need not make sense behind the door. */
const doors: [method: string, path: string, allowed: Role[], json?: object][] = [
  ['GET', '/audit-logs', everybody],
  ['GET', '/audit-logs/export', everybody],
  ['GET', '/audit-logs/log_x', everybody],
  ['GET', '/audit-logs/log_x/chain', everybody],
  ['GET', '/audit-logs/trace/x', everybody],
  ['POST', '/audit-logs', managers, { action: 'x' }],
  ['POST', '/audit-logs/batch', managers, [{ action: 'x' }]],
  ['GET', '/auth/me', everybody],
  ['PATCH', '/auth/me', everybody, { notifications: { email: true } }],
  ['PATCH', '/auth/me', managers, { name: 'renamed' }],
  ['GET', '/auth/api-keys', managers],
  ['POST', '/auth/api-keys', managers, { name: 'x' }],
  ['DELETE', '/auth/api-keys/x', managers],
  ['GET', '/auth/members', everybody],
  ['POST', '/auth/members', managers, { email: 'x@example.com' }],
  ['PATCH', '/auth/members/x', managers, { role: 'auditor' }],
  ['DELETE', '/auth/members/x', managers],
  ['GET', '/agents/hitl/audit', everybody],
  ['GET', '/agents/hitl/audit/x', everybody],
  ['GET', '/agents/hitl/stats', everybody],
  ['GET', '/agents/hitl/pending', everybody],
  ['GET', '/agents/hitl/requests/x', everybody],
  ['POST', '/agents/hitl/requests', managers, toRequest()],
  ['POST', '/agents/hitl/requests/x/cancel', managers, {}],
  ['POST', '/agents/hitl/requests/x/consume', managers, { arguments: {} }],
  ['POST', '/agents/hitl/decision', ['owner', 'admin', 'reviewer'], { request_id: 'x', decision: 'approved' }],
];

describe.each(doors)('%s %s', (method, path, allowed, json) => {
  test.each(everybody)('%s', async (role) => {
    const { status, text } = await people.get(role)!.call(method, path, json === undefined ? {} : { json });
    expect(status === 403, text).toBe(!allowed.includes(role));
    expect(status, text).not.toBe(401);
    expect(status, text).toBeLessThan(500);
  });
});

interface Document {
  paths: Record<string, Record<string, { security?: unknown[] }>>;
}

test('an auditor reads what there is to read and changes nothing, whatever the route', async () => {
  const { paths } = (await request<Document>('GET', `${server.url}/openapi.json`)).body;
  const admitted: string[] = [];
  const refused: string[] = [];
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { security }] of Object.entries(operations)) {
      if (security === undefined || path.endsWith('/events')) continue;
      const url = server.url + path.replaceAll(/\{\w+\}/g, 'x');
      const headers = { authorization: `Bearer ${auditor.accessToken}` };
      const { status } = await request(method.toUpperCase(), url, { headers });
      (status === 403 ? refused : admitted).push(`${method} ${path}`);
    }
  }
  // What is their own, and a rule that is tried out without being kept.
  const harmless = new Set([
    'patch /api/v1/auth/me',
    'post /api/v1/auth/me/webhook-secret',
    'post /api/v1/auth/me/test-notification',
    'post /api/v1/deliveries/{id}/redeliver',
    'post /api/v1/compliance-rules/test',
  ]);
  expect(admitted.filter((operation) => !operation.startsWith('get ') && !harmless.has(operation))).toEqual([]);
  expect(refused.filter((operation) => operation.startsWith('get '))).toEqual(['get /api/v1/auth/api-keys']);
});

test('an agent’s key does not reach what belongs to people', async () => {
  const key = await desk.key([
    'logs:write',
    'logs:read',
    'hitl:request',
    'hitl:read',
    'config:read',
    'manage',
    'hitl:decide',
  ]);
  for (const [method, path, , json] of doors.filter(([, route]) => route.startsWith('/auth/'))) {
    expect((await key.call(method, path, json === undefined ? {} : { json })).status).toBe(403);
  }
});
