import { startTestServer } from '@agentaudit/testing';
import { afterAll, describe, expect, test } from 'vitest';

import { createCaller, expectError, expectInvalid } from '../wire.ts';
import { type JsonReport, newReader } from './reader.ts';

const server = await startTestServer();
afterAll(() => server.close());

const window = { from: '2026-01-01T00:00:00Z', to: '2026-03-31T23:59:59Z' };

describe('asking', () => {
  test('a report is asked for as printed, and is a PDF unless said otherwise', async () => {
    const reader = await newReader(server);
    const report = await reader.ask({ type: 'compliance_summary', ...window });
    expect(report).toEqual({
      id: expect.stringMatching(/^report_/),
      status: 'pending',
      type: 'compliance_summary',
      format: 'pdf',
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-03-31T23:59:59.000Z',
      progress: 0,
      createdAt: expect.any(String),
      completedAt: null,
      error: null,
    });
    await reader.ready(report.id);
    expect(await reader.get(report.id)).toMatchObject({ progress: 1, completedAt: expect.any(String), error: null });
    const { status, headers, text } = await reader.download(report.id);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe(
      'attachment; filename="compliance-summary-2026-01-01-to-2026-03-31.pdf"',
    );
    expect(text).toMatch(/^%PDF-1\.7/);
    expect(text).toContain('/StructTreeRoot');
    expect(text).toContain('/Marked true');
  });

  test.each([
    ['a window that ends before it starts', { type: 'audit_activity', from: window.to, to: window.from }, 'from'],
    ['a type that there is not', { type: 'everything', ...window }, 'type'],
    ['a format that there is not', { type: 'audit_activity', format: 'docx', ...window }, 'format'],
    ['a time that is none', { type: 'audit_activity', from: 'yesterday', to: window.to }, 'from'],
    ['no end', { type: 'audit_activity', from: window.from }, 'to'],
    ['a field that it does not know', { type: 'audit_activity', ...window, agent: 'x' }, 'agent'],
  ])('%s is refused', async (_, input, field) => {
    const reader = await newReader(server);
    expectInvalid(await reader.api.post('/reports', input), field);
  });

  test('a key needs the scope manage to ask for one; that or logs:read to read it', async () => {
    const reader = await newReader(server);
    expectError(await reader.key.post('/reports', { type: 'audit_activity', ...window }), 'forbidden');
    const made = await reader.api.post<{ key: string }>('/auth/api-keys', { name: 'reports', scopes: ['manage'] });
    const manager = createCaller(server.url, { apiKey: made.body.key });
    const asked = await manager.post<{ id: string }>('/reports', { type: 'audit_activity', ...window });
    expect(asked.status).toBe(202);
    for (const path of [`/reports/${asked.body.id}`, '/reports']) {
      expect((await reader.key.get(path)).status).toBe(200);
      expect((await manager.get(path)).status).toBe(200);
    }
    await reader.ready(asked.body.id);
    expect((await manager.get(`/reports/${asked.body.id}/download`)).status).toBe(200);
    expectError(await manager.get('/audit-logs'), 'forbidden');
  });

  test('reports are listed, the newest first, in pages', async () => {
    const reader = await newReader(server);
    const ids: string[] = [];
    for (let place = 0; place < 3; place += 1)
      ids.unshift((await reader.ask({ type: 'audit_activity', ...window })).id);
    const all = await reader.list();
    expect(all).toMatchObject({ limit: 50, offset: 0, total: 3, nextCursor: null });
    expect(all.data.map(({ id }) => id)).toEqual(ids);
    const first = await reader.api.get<{ data: object[]; nextCursor: string }>('/reports?limit=2');
    const next = await reader.api.get<{ data: { id: string }[] }>(`/reports?limit=2&cursor=${first.body.nextCursor}`);
    expect(next.body.data.map(({ id }) => id)).toEqual(ids.slice(2));
  });

  test("another organization's report does not exist", async () => {
    const reader = await newReader(server);
    const stranger = await newReader(server);
    const { id } = await reader.ask({ type: 'audit_activity', ...window });
    expectError(await stranger.api.get(`/reports/${id}`), 'not_found');
    expectError(await stranger.api.get(`/reports/${id}/download`), 'not_found');
    expectError(await stranger.api.delete(`/reports/${id}`), 'not_found');
    expect((await stranger.list()).data).toEqual([]);
  });

  test('a deleted report is gone with its file, made or not', async () => {
    const reader = await newReader(server);
    const { id } = await reader.ask({ type: 'audit_activity', ...window });
    await reader.ready(id);
    expect((await reader.api.delete(`/reports/${id}`)).status).toBe(204);
    expectError(await reader.api.get(`/reports/${id}`), 'not_found');
    expectError(await reader.api.get(`/reports/${id}/download`), 'not_found');
    const chunks = await server.database.query
      .selectFrom('report_chunks')
      .select('part')
      .where('report_id', '=', id)
      .execute();
    expect(chunks).toEqual([]);
    const unmade = await reader.ask({ type: 'audit_activity', ...window });
    expect((await reader.api.delete(`/reports/${unmade.id}`)).status).toBe(204);
    expectError(await reader.api.delete(`/reports/${unmade.id}`), 'not_found');
  });
});

describe('content', () => {
  test('a compliance summary maps findings to the articles that the installed packs cite', async () => {
    const reader = await newReader(server);
    expect((await reader.api.post('/compliance-rules/packs', { packId: 'gdpr' })).status).toBe(201);
    const before = new Date(Date.now() - 1000).toISOString();
    for (const prompt of ['Write to anna.schmidt@example.de', 'Write to bob@example.com', 'Good morning']) {
      expect((await reader.key.post('/audit-logs', { action: 'llm_call', agentId: 'writer', prompt })).status).toBe(
        201,
      );
    }
    const { id } = await reader.ask({ type: 'compliance_summary', format: 'json', from: before, to: later() });
    await reader.ready(id);
    const file = await reader.download(id);
    expect(file.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const report = file.body as JsonReport;
    expect(report.log.size).toBe(3);
    expect(report.log.rootHash).toMatch(/^[0-9a-f]{64}$/);
    expect(reader.sectionOf(report, 'overview').figures).toMatchObject({
      logs: 3,
      logsWithVerdict: 2,
      flagged: 2,
      blocked: 0,
      installedPacks: 1,
    });
    expect(reader.sectionOf(report, 'pack:gdpr')['provisions']).toContainEqual({
      citation: 'GDPR Art. 4(1), 5(1)(c)',
      rule: 'Personal data',
      severity: 'warning',
      state: 'active',
      logs: 2,
      findings: 2,
    });
    expect(reader.sectionOf(report, 'agents')['agents']).toEqual([
      { agent: 'writer', logs: 3, flagged: 2, share: '66.7 %' },
    ]);
    expect(reader.sectionOf(report, 'alerts').figures).toMatchObject({ raised: expect.any(Number), resolved: 0 });
  });

  test('a rule copied from a pack keeps what it supports evidence for', async () => {
    const reader = await newReader(server);
    const policy = await reader.api.post<{ id: string }>('/policies/clone-pack', { packId: 'gdpr', name: 'ours' });
    const agent = await reader.api.post<{ id: string }>('/agents', { name: 'writer' });
    await reader.api.post(`/policies/${policy.body.id}/agents`, { agentId: agent.body.id });
    await reader.key.post('/audit-logs', { action: 'llm_call', agentId: agent.body.id, prompt: 'anna@example.de' });
    const from = new Date(Date.now() - 60_000).toISOString();
    const { id } = await reader.ask({ type: 'compliance_summary', format: 'json', from, to: later() });
    await reader.ready(id);
    const report = (await reader.download(id)).body as JsonReport;
    expect(reader.sectionOf(report, 'rules')['rules']).toContainEqual(
      expect.objectContaining({ rule: 'Personal data', source: 'copy of gdpr', citation: 'GDPR Art. 4(1), 5(1)(c)' }),
    );
  });

  test('a report says what it cannot know: losses, erased content, silence, a window still open', async () => {
    const reader = await newReader(server);
    const logs = [0, 1, 5].map((seq) => ({
      action: 'llm_call',
      timestamp: `2026-02-0${seq + 1}T00:00:00Z`,
      source: { instanceId: 'client-1', seq },
    }));
    for (const log of [...logs, { action: 'audit.gap', timestamp: '2026-02-06T00:00:00Z' }]) {
      expect((await reader.key.post('/audit-logs', log)).status).toBe(201);
    }
    await server.database.query.deleteFrom('log_payloads').where('org', '=', reader.org).where('seq', '=', 0).execute();
    const { id } = await reader.ask({ type: 'audit_activity', format: 'json', from: window.from, to: later() });
    await reader.ready(id);
    const { gaps, covers } = (await reader.download(id)).body as JsonReport;
    expect(covers.join('\n')).toContain('4 logs');
    const text = gaps.join('\n');
    expect(text).toContain('Clients counted 3 events more');
    expect(text).toContain('The content of 1 log was erased');
    expect(text).toContain('The window ends after this report was made');
    expect(text).toContain('1 time, that they had to drop events');
    expect(text).toMatch(/The longest time without a log is \d+ d/);
    expect(text).toContain('4 logs arrived more than an hour after they happened');
  });

  test('human oversight shows who decided, and how fast', async () => {
    const reader = await newReader(server);
    const decide = async (decision: string) => {
      const asked = await reader.key.post<{ data: { request_id: string } }>('/agents/hitl/requests', {
        agent_id: 'payer',
        tool: { name: 'wire_transfer', arguments: { amount: 7 } },
      });
      expect(asked.status, asked.text).toBe(201);
      const { request_id } = asked.body.data;
      expect((await reader.api.post('/agents/hitl/decision', { request_id, decision })).status).toBe(200);
    };
    await decide('approved');
    await decide('approved');
    await decide('rejected');
    const { id } = await reader.ask({ type: 'hitl_oversight', format: 'json', from: window.from, to: later() });
    await reader.ready(id);
    const report = (await reader.download(id)).body as JsonReport;
    expect(reader.sectionOf(report, 'overview').figures).toMatchObject({
      decisions: 3,
      approved: 2,
      rejected: 1,
      pending: 0,
    });
    expect(reader.sectionOf(report, 'deciders')['deciders']).toMatchObject([{ total: 3, approved: 2, rejected: 1 }]);
    expect(reader.sectionOf(report, 'tools')['tools']).toMatchObject([{ tool: 'wire_transfer', total: 3 }]);
  });

  test.each(['compliance_summary', 'audit_activity', 'hitl_oversight'])(
    'an empty %s is made in every format',
    async (type) => {
      const reader = await newReader(server);
      for (const format of ['json', 'csv', 'pdf']) {
        const { id } = await reader.ask({ type, format, ...window });
        await reader.ready(id);
        const { status, headers } = await reader.download(id);
        expect(status).toBe(200);
        expect(headers.get('content-disposition')).toMatch(
          new RegExp(`^attachment; filename="[a-z-]+-2026-01-01-to-2026-03-31\\.${format}"$`),
        );
      }
    },
  );

  test.each(['compliance_summary', 'audit_activity', 'hitl_oversight'])(
    'an empty %s says so, and what it is good for, and never that anybody is compliant',
    async (type) => {
      const reader = await newReader(server);
      const { id } = await reader.ask({ type, format: 'csv', ...window });
      await reader.ready(id);
      const { text } = await reader.download(id);
      expect(text).toContain('supports evidence for');
      expect(text).toContain('No log lies in the window');
      expect(text).not.toMatch(/\bcompliant\b/i);
    },
  );

  test('names cannot smuggle formulas into the CSV, nor break the PDF', async () => {
    const reader = await newReader(server);
    const names = ['=cmd|calc', '"quoted", and\nbroken', 'エージェント', 'x'.repeat(256), '\u202egnp.exe'];
    for (const agentId of names) {
      expect((await reader.key.post('/audit-logs', { action: 'llm_call', agentId })).status).toBe(201);
    }
    const write = async (format: string) => {
      const { id } = await reader.ask({ type: 'audit_activity', format, from: window.from, to: later() });
      await reader.ready(id);
      return (await reader.download(id)).text;
    };
    expect(await write('pdf')).toMatch(/^%PDF/);
    const csv = await write('csv');
    expect(csv).toContain(",agent,'=cmd|calc\r\n");
    expect(csv).toContain('"""quoted"", and\nbroken"');
    expect(csv).toContain('エージェント');
  });
});

function later(): string {
  return new Date(Date.now() + 60_000).toISOString();
}
