import { signUp } from '@agentaudit/testing';
import type { Page, Report } from 'agentaudit-schemas';
import { expect } from 'vitest';

import type { Database } from '../../src/db/database.ts';
import { createCaller, request } from '../wire.ts';

export interface RunningServer {
  url: string;
  database: Database;
}

/** The parts of a report in JSON that the tests look at. */
export interface JsonReport {
  title: string;
  from: string;
  to: string;
  log: { size: number; rootHash: string };
  statement: string;
  covers: string[];
  gaps: string[];
  sections: ({ key: string; title: string; figures?: Record<string, unknown> } & Record<string, unknown>)[];
}

/** Somebody who asks for reports. */
export async function newReader(server: RunningServer) {
  const account = await signUp(server.url);
  const api = createCaller(server.url, { accessToken: account.accessToken });
  const { number } = await server.database.query
    .selectFrom('organizations')
    .select('number')
    .where('id', '=', account.organization.id)
    .executeTakeFirstOrThrow();
  const get = async (id: string) => (await api.get<Report>(`/reports/${id}`)).body;
  return {
    ...account,
    org: number,
    api,
    key: createCaller(server.url, { apiKey: account.apiKey }),
    get,
    list: async () => (await api.get<Page<Report>>('/reports')).body,
    ask: async (input: object) => {
      const answer = await api.post<Report>('/reports', input);
      expect(answer.status, answer.text).toBe(202);
      return answer.body;
    },
    ready: async (id: string, url = server.url) => {
      const asker = createCaller(url, { accessToken: account.accessToken });
      const status = async () => (await asker.get<Report>(`/reports/${id}`)).body.status;
      await expect.poll(status, { timeout: 60_000, interval: 50 }).toBe('ready');
    },
    download: (id: string, url = server.url) =>
      request('GET', `${url}/api/v1/reports/${id}/download`, {
        headers: { authorization: `Bearer ${account.accessToken}` },
      }),
    sectionOf: (report: JsonReport, key: string) => {
      const section = report.sections.find((one) => one.key === key);
      expect(section, `the section ${key}`).toBeDefined();
      return section!;
    },
  };
}
