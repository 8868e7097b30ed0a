import type { HitlAnswer, HitlRecord, Role } from 'agentaudit-schemas';
import { signUp, type TestAccount } from '@agentaudit/testing';
import { expect } from 'vitest';

import { type Answer, type Caller, createCaller } from '../wire.ts';

/** A tool that counts how often it ran, and with what. It runs after a consume that was granted, and never else. */
export function createTool(caller: Caller) {
  const runs: unknown[] = [];
  return {
    runs,
    async run(requestId: string, args: unknown, attemptId?: string): Promise<Answer<HitlAnswer>> {
      const answer = await caller.post<HitlAnswer>(`/agents/hitl/requests/${requestId}/consume`, {
        arguments: args,
        ...(attemptId === undefined ? {} : { attempt_id: attemptId }),
      });
      if (answer.status === 200) runs.push(args);
      return answer;
    },
  };
}

export const refund = { order: 'A-17', amount: 5, note: 'damaged' };

/** An organization with an agent that asks and an owner who decides. */
export async function openDesk(url: string) {
  const account = await signUp(url);
  const agent = createCaller(url, account);
  const owner = createCaller(url, { accessToken: account.accessToken });
  return {
    account,
    agent,
    owner,
    tool: createTool(agent),
    /** A request for approval, with the defaults of these tests under it. */
    ask: async (over: object = {}): Promise<HitlRecord> => {
      const answer = await agent.post<HitlAnswer>('/agents/hitl/requests', toRequest(over));
      expect(answer.status, answer.text).toBe(201);
      return answer.body.data;
    },
    get: async (id: string): Promise<HitlRecord> => {
      const answer = await agent.get<HitlAnswer>(`/agents/hitl/requests/${id}`);
      expect(answer.status, answer.text).toBe(200);
      return answer.body.data;
    },
    decide: (id: string, decision: string, over: object = {}, by: Caller = owner) =>
      by.post<HitlAnswer>('/agents/hitl/decision', { request_id: id, decision, ...over }),
    /** Another key of the organization. */
    key: async (scopes: string[]): Promise<Caller> => {
      const made = await owner.post<{ key: string }>('/auth/api-keys', { name: scopes.join(' '), scopes });
      return createCaller(url, { apiKey: made.body.key });
    },
    /** Somebody who joined. */
    member: (role: Role) => join(url, account, role),
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

export function toRequest(over: object = {}): object {
  return { agent_id: 'refund-agent', tool: { name: 'send_refund', arguments: refund }, ...over };
}

/** A new member of an account's organization, logged in. */
export async function join(url: string, account: TestAccount, role: Role) {
  const owner = createCaller(url, { accessToken: account.accessToken });
  const email = `${role}-${crypto.randomUUID()}@example.com`;
  const invited = await owner.post<{ id: string; token: string }>('/auth/members', { email, role });
  const joined = await createCaller(url).post<{ accessToken: string }>('/auth/accept-invitation', {
    token: invited.body.token,
    password: 'correct horse battery staple',
  });
  expect(joined.status, joined.text).toBe(201);
  const { accessToken } = joined.body;
  return Object.assign(createCaller(url, { accessToken }), { id: invited.body.id, email, accessToken });
}

/** Checks the one shape of the HITL routes' errors. */
export function expectHitlError(answer: Answer<unknown>, status: number, error: string, rest: object = {}): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.body).toMatchObject({ error, status, message: expect.stringMatching(/\S/), ...rest });
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const known = new Set(['error', 'message', 'details', 'status']);
  expect(Object.keys(answer.body as object).filter((key) => !known.has(key))).toEqual([]);
}

/** Waits until something holds, by asking again. */
export async function eventually<Value>(ask: () => Promise<Value>, holds: (value: Value) => boolean): Promise<Value> {
  for (let value = await ask(); ; value = await ask()) {
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
