import type { InvitedMember, Member, Page, Session } from 'agentaudit-schemas';
import { freshDatabase, startTestServer, type TestServer } from '@agentaudit/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { type Desk, eventually, join, openDesk } from '../hitl/desk.ts';
import { createCaller, expectError } from '../wire.ts';

const clock = { aheadMs: 0 };
let server: TestServer;
let desk: Desk;

beforeAll(async () => {
  server = await startTestServer({ now: () => Date.now() + clock.aheadMs });
});
beforeEach(async () => {
  desk = await openDesk(server.url);
});
afterAll(() => server.close());

const password = 'correct horse battery staple';
const anybody = () => createCaller(server.url);
const invite = (email: string, role?: string) =>
  desk.owner.post<InvitedMember>('/auth/members', { email, ...(role === undefined ? {} : { role }) });
const accept = (token: string) => anybody().post<Session>('/auth/accept-invitation', { token, password });
const list = async () => (await desk.owner.get<Page<Member>>('/auth/members')).body;

test('the first account is the owner', async () => {
  expect(await list()).toMatchObject({
    data: [{ email: desk.account.email, role: 'owner', status: 'active', expiresAt: null }],
    total: 1,
    nextCursor: null,
  });
});

test('an invitation is accepted once, and opens a session in the organization', async () => {
  const email = `Reviewer-${crypto.randomUUID()}@Example.com`;
  const invited = await invite(email, 'reviewer');
  expect(invited.status).toBe(201);
  expect(invited.body).toMatchObject({ email: email.toLowerCase(), role: 'reviewer', status: 'invited' });
  const { token, ...shown } = invited.body;
  expect((await list()).data).toContainEqual(shown);

  const accepted = await accept(token);
  expect(accepted.status).toBe(201);
  expect(accepted.body.organization).toEqual(desk.account.organization);
  expect(accepted.headers.get('set-cookie')).toMatch(/HttpOnly/);
  expect((await list()).data).toContainEqual(
    expect.objectContaining({ id: shown.id, status: 'active', expiresAt: null }),
  );
  const login = await anybody().post('/auth/login', { email, password });
  expect(login.status).toBe(200);
  expectError(await accept(token), 'unauthorized');
  expectError(await accept('nonsense'), 'unauthorized');
});

test('an invitation can be renewed, changed, withdrawn, and runs out', async () => {
  const email = `${crypto.randomUUID()}@example.com`;
  const first = (await invite(email)).body;
  expect(first.role).toBe('auditor');
  const renewed = (await invite(email, 'reviewer')).body;
  expect(renewed.token).not.toBe(first.token);
  expectError(await accept(first.token), 'unauthorized');
  const changed = await desk.owner.patch<Member>(`/auth/members/${renewed.id}`, { role: 'admin' });
  expect(changed.body).toMatchObject({ role: 'admin', status: 'invited' });
  expect((await desk.owner.delete(`/auth/members/${renewed.id}`)).status).toBe(204);
  expectError(await accept(renewed.token), 'unauthorized');

  const late = (await invite(email)).body;
  clock.aheadMs = 7 * 24 * 3600_000;
  try {
    expectError(await accept(late.token), 'unauthorized');
  } finally {
    clock.aheadMs = 0;
  }
});

test('an e-mail that has an account cannot be invited, nor join twice', async () => {
  expectError(await invite(desk.account.email.toUpperCase()), 'email_in_use');
  const other = await openDesk(server.url);
  const email = `${crypto.randomUUID()}@example.com`;
  const [here, there] = [await invite(email), await other.owner.post<InvitedMember>('/auth/members', { email })];
  const answers = await Promise.all([accept(here.body.token), accept(there.body.token)]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
});

test('bad fields are refused', async () => {
  expectError(await invite('nobody'), 'validation_error');
  expectError(await invite('a@example.com', 'king'), 'validation_error');
  expectError(await desk.owner.patch(`/auth/members/x`, { role: 'king' }), 'validation_error');
  expectError(await anybody().post('/auth/accept-invitation', { token: 'x', password: 'short' }), 'validation_error');
});

test('the last owner cannot leave, whichever way', async () => {
  const [{ id }] = (await list()).data as [Member];
  expectError(await desk.owner.delete(`/auth/members/${id}`), 'conflict');
  expectError(await desk.owner.patch(`/auth/members/${id}`, { role: 'admin' }), 'conflict');
  const second = await desk.member('owner');
  // Two who leave at the same time: one stays.
  const answers = await Promise.all([
    desk.owner.delete(`/auth/members/${id}`),
    second.delete(`/auth/members/${second.id}`),
  ]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 409]));
});

test('admins manage everybody but owners, others nobody but themselves', async () => {
  const [{ id: ownerId }] = (await list()).data as [Member];
  const admin = await desk.member('admin');
  const auditor = await desk.member('auditor');
  for (const answer of [
    await admin.post('/auth/members', { email: 'x@example.com', role: 'owner' }),
    await admin.patch(`/auth/members/${auditor.id}`, { role: 'owner' }),
    await admin.patch(`/auth/members/${ownerId}`, { role: 'auditor' }),
    await admin.delete(`/auth/members/${ownerId}`),
    await auditor.delete(`/auth/members/${admin.id}`),
    await auditor.patch(`/auth/members/${auditor.id}`, { role: 'owner' }),
    await auditor.post('/auth/members', { email: 'x@example.com' }),
  ]) {
    expectError(answer, 'forbidden');
  }
  expect((await admin.patch<Member>(`/auth/members/${auditor.id}`, { role: 'reviewer' })).body.role).toBe('reviewer');
  expect((await auditor.delete(`/auth/members/${auditor.id}`)).status).toBe(204);
  expect((await admin.delete(`/auth/members/${admin.id}`)).status).toBe(204);
});

test('members of another organization do not exist', async () => {
  const other = await openDesk(server.url);
  const stranger = await other.member('auditor');
  expectError(await desk.owner.patch(`/auth/members/${stranger.id}`, { role: 'admin' }), 'not_found');
  expectError(await desk.owner.delete(`/auth/members/${stranger.id}`), 'not_found');
});

test('pages by cursor', async () => {
  for (let turn = 0; turn < 4; turn += 1) await invite(`${crypto.randomUUID()}@example.com`);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await desk.owner.get<Page<Member>>(`/auth/members?limit=2${query}`);
    expect(body.total).toBe(5);
    seen.push(...body.data.map(({ id }) => id));
    cursor = body.nextCursor;
  }
  expect(new Set(seen).size).toBe(5);
});

test('who is removed or loses a role is refused at once here, and within a second elsewhere', async () => {
  const database = await freshDatabase();
  const here = await startTestServer({ database });
  const elsewhere = await startTestServer({ database });
  const own = await openDesk(here.url);
  const member = await join(here.url, own.account, 'admin');
  const there = createCaller(elsewhere.url, { accessToken: member.accessToken });
  const keysThere = async () => (await there.get('/auth/api-keys')).status;
  expect(await keysThere()).toBe(200);
  expect((await there.get('/auth/members')).status).toBe(200);

  const changedAt = performance.now();
  await own.owner.patch(`/auth/members/${member.id}`, { role: 'auditor' });
  expectError(await member.get('/auth/api-keys'), 'forbidden');
  await eventually(keysThere, (status) => status === 403 || performance.now() - changedAt > 3000);
  expect(await keysThere()).toBe(403);

  const removedAt = performance.now();
  await own.owner.delete(`/auth/members/${member.id}`);
  expectError(await member.get('/auth/me'), 'unauthorized');
  await eventually(
    async () => (await there.get('/auth/me')).status,
    (status) => status === 401 || performance.now() - removedAt > 3000,
  );
  expectError(await there.get('/auth/me'), 'unauthorized');
  expectError(await anyLogin(here.url, member.email), 'invalid_credentials');
  await here.close();
  await elsewhere.close();
  await database.dispose();
});

function anyLogin(url: string, email: string) {
  return createCaller(url).post('/auth/login', { email, password });
}
