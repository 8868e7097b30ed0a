import { signUp, type TestServer } from '@agentaudit/testing';
import type {
  Agent,
  Alert,
  AuditLog,
  AuditLogInput,
  ComplianceRule,
  Page,
  PiiDetectCondition,
  Policy,
  RuleInput,
} from 'agentaudit-schemas';
import { expect } from 'vitest';

import { type Answer, createCaller } from '../wire.ts';

/** A new organization whose owner makes rules, and an agent's key that logs. */
export async function foundOrganization(server: Pick<TestServer, 'url'>) {
  const account = await signUp(server.url);
  const owner = createCaller(server.url, { accessToken: account.accessToken });
  const agentKey = createCaller(server.url, { apiKey: account.apiKey });
  return {
    account,
    owner,
    agentKey,
    addRule: async (input: Partial<RuleInput> & Pick<RuleInput, 'ruleType' | 'condition'>) =>
      created<ComplianceRule>(await owner.post('/compliance-rules', { name: 'a rule', ...input })),
    addAgent: async (name = 'writer-agent') => created<Agent>(await owner.post('/agents', { name })),
    addPolicy: async (input: object = {}) =>
      created<Policy>(await owner.post('/policies', { name: 'a policy', ...input })),
    attach: async (policyId: string, agentId: string) =>
      created<Policy>(await owner.post(`/policies/${policyId}/agents`, { agentId })),
    log: async (input: Partial<AuditLogInput> = {}) =>
      created<AuditLog>(await agentKey.post('/audit-logs', { action: 'llm_call', ...input })),
    alerts: async (query = '') => (await agentKey.get<Page<Alert>>(`/alerts${query}`)).body.data,
  };
}

export type TestOrganization = Awaited<ReturnType<typeof foundOrganization>>;

export function created<Body>(answer: Answer<Body>): Body {
  expect(answer.status, answer.text.slice(0, 500)).toBe(201);
  return answer.body;
}

export const ssn = '219-45-6789';
export const ssnRule: { ruleType: 'pii_detect'; condition: PiiDetectCondition } = {
  ruleType: 'pii_detect',
  condition: { entities: ['US_SSN'] },
};
