import { signUp, type SharedServer, type TestAccount, useSharedServer } from '@agentaudit/testing';
import { afterAll, beforeAll, beforeEach } from 'vitest';

import { AgentAuditClient, type ClientOptions } from '../src/index.ts';

export const secret = 'My social security number is 536-90-4399';
/** No test runs for an hour. */
export const never = { refreshMs: 3_600_000 };

export interface GuardStage {
  server: SharedServer;
  account: TestAccount;
  admin: AgentAuditClient;
}

/** A real server, and for each test an organization of its own. */
export function setUpGuards(): GuardStage {
  const stage = {} as GuardStage;
  beforeAll(async () => {
    stage.server = await useSharedServer();
  });
  afterAll(async () => {
    await stage.server?.release();
  });
  beforeEach(async () => {
    const { url } = stage.server;
    stage.account = await signUp(url);
    stage.admin = new AgentAuditClient({ accessToken: stage.account.accessToken, baseUrl: url });
    return async () => void (await stage.admin.close());
  });
  return stage;
}

/** An agent's client, with the paths that it asked for and a cable that can be pulled. */
export function createAgent({ account, server }: GuardStage, options: ClientOptions = {}) {
  const network = { asked: [] as string[], statuses: [] as number[], isUp: true };
  const client = new AgentAuditClient({
    apiKey: account.apiKey,
    baseUrl: server.url,
    logger: false,
    agentId: 'writer',
    maxRetries: 0,
    retry: { baseMs: 1, maxMs: 5 },
    fetch: async (url, init) => {
      network.asked.push(`${init.method} ${new URL(url).pathname.replace('/api/v1', '')}`);
      if (!network.isUp) throw new TypeError('the cable is out');
      const response = await fetch(url, init);
      if (url.endsWith('/guardrails/rules')) network.statuses.push(response.status);
      return response;
    },
    ...options,
  });
  const checks = () => network.asked.filter((call) => call.includes('/guardrails/'));
  return { client, network, checks };
}

export function blockSsn({ admin }: GuardStage) {
  return admin.rules.create({
    name: 'No SSN',
    ruleType: 'pii_detect',
    condition: { entities: ['US_SSN'] },
    action: 'block',
    severity: 'critical',
  });
}

export function redactEmail({ admin }: GuardStage) {
  return admin.rules.create({
    name: 'No address',
    ruleType: 'pii_detect',
    condition: { entities: ['EMAIL', 'US_SSN'] },
    action: 'redact',
    severity: 'warning',
  });
}
