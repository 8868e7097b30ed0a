import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { signUp, startTestServer } from '@agentaudit/testing';
import { AgentAuditClient } from 'agentaudit-client';
import type { AuditLog, AuditLogInput } from 'agentaudit-schemas';
import { afterAll, expect, test } from 'vitest';

import { createCaller, expectInvalid } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const { apiKey } = await signUp(server.url);
const api = createCaller(server.url, { apiKey });

const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', '＝1+1', '＋1', '－1', '＠x'];
const awkward = ['a,b', 'say "hi"', 'two\nlines', 'two\r\nlines', "'quoted'", ' padded ', 'emoji 😀', '', '5', 'x=1'];
const logs: AuditLogInput[] = [...formulas, ...awkward].map((prompt, place) => ({
  action: place % 2 === 0 ? 'even' : 'odd',
  agentId: prompt === '' ? 'agent' : prompt,
  prompt,
  metadata: { place, '=key': '=value' },
  durationMs: place,
}));
await api.post('/audit-logs/batch', logs);

test('JSON is the default: an array of the logs as the API shows them, newest first', async () => {
  const answer = await api.get<AuditLog[]>('/audit-logs/export');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="audit-logs-\d{4}-\d\d-\d\d\.json"$/,
  );
  expect(answer.body).toEqual((await api.get<{ data: AuditLog[] }>('/audit-logs?limit=500')).body.data);
});

test('NDJSON holds one log a line', async () => {
  const answer = await api.get('/audit-logs/export?format=ndjson&order=asc');
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toMatch(/\.ndjson"$/);
  const lines = answer.text.split('\n');
  expect(lines.pop()).toBe('');
  const { body } = await api.get<AuditLog[]>('/audit-logs/export?format=json&order=asc');
  expect(lines.map((line) => JSON.parse(line) as AuditLog)).toEqual(body);
});

test('CSV says the same, under the names of the fields', async () => {
  const answer = await api.get('/audit-logs/export?format=csv&order=asc');
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(answer.headers.get('content-disposition')).toMatch(/\.csv"$/);
  const rows = parseCsv(answer.text);
  const { body } = await api.get<AuditLog[]>('/audit-logs/export?order=asc');
  expect(rows).toHaveLength(body.length);
  for (const [place, row] of rows.entries()) {
    const log = body[place]!;
    expect(Object.keys(row).toSorted()).toEqual(Object.keys(log).toSorted());
    expect(row).toMatchObject({ id: log.id, sequence: String(log.sequence), action: log.action, traceId: '' });
    expect(row['durationMs']).toBe(String(log.durationMs));
    expect(JSON.parse(row['metadata']!)).toEqual(log.metadata);
    expect(row['prompt']!.replace(/^'(?!quoted)/, '')).toBe(log.prompt);
  }
});

test('no cell of the CSV is a formula to a spreadsheet', async () => {
  const rows = parseCsv((await api.get('/audit-logs/export?format=csv')).text);
  const cells = rows.flatMap((row) => Object.values(row));
  expect(cells.filter((cell) => /^[=+\-@\t\r\n\0＝＋－＠]/.test(cell))).toEqual([]);
  const prompts = rows.map((row) => row['prompt']);
  for (const text of formulas) expect(prompts).toContain(`'${text}`);
  for (const text of awkward) expect(prompts, 'what is no formula stays as it is').toContain(text);
});

test.each(['json', 'ndjson', 'csv'] as const)('the filters of the list hold for %s too', async (format) => {
  const exported = await api.get(`/audit-logs/export?format=${format}&action=even`);
  const { body } = await api.get<{ data: AuditLog[] }>('/audit-logs?action=even&limit=500');
  const ids = [...exported.text.matchAll(/log_[0-9a-z]{26}/g)].map(([id]) => id);
  expect(ids).toEqual(body.data.map(({ id }) => id));
});

test.each([
  ['json', '[]\n'],
  ['ndjson', ''],
])('an export of nothing as %s is an empty file', async (format, text) => {
  const answer = await api.get(`/audit-logs/export?format=${format}&action=nothing`);
  expect([answer.status, answer.text]).toEqual([200, text]);
  const csv = await api.get('/audit-logs/export?format=csv&action=nothing');
  expect(csv.text).toMatch(/^id,sequence,[\w,]+\r\n$/);
});

test.each([
  ['format=xml', 'format'],
  ['format=CSV', 'format'],
  ['limit=5', 'limit'],
  ['from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'from'],
  ['order=up', 'order'],
])('the query %s is refused with a 400 that names the parameter, not with half a file', async (query, parameter) => {
  const answer = await api.get(`/audit-logs/export?${query}`);
  expect(answer.headers.get('content-disposition')).toBeNull();
  expectInvalid(answer, parameter);
});

test('an export far larger than a page is streamed: the server reads on only as it is read', async () => {
  const account = await signUp(server.url);
  const writer = createCaller(server.url, account);
  const MiB = 1024 * 1024;
  for (let batch = 0; batch < 8; batch++) {
    const entries = Array.from({ length: 7 }, (_, place) => ({
      action: 'large',
      prompt: 'p'.repeat(MiB - 100),
      metadata: { n: batch * 7 + place },
    }));
    expect((await writer.post('/audit-logs/batch', entries)).status).toBe(201);
  }
  const client = new AgentAuditClient({ apiKey: account.apiKey, baseUrl: server.url });
  const collect = gc();
  const places: number[] = [];
  let bytes = 0;
  let rest = '';
  let peakBytes = 0;
  collect();
  const baseBytes = retainedBytes();
  for await (const piece of client.exportLogs({ format: 'ndjson', order: 'asc' })) {
    bytes += piece.length;
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    for (const line of lines) places.push(Number((JSON.parse(line) as AuditLog).metadata!['n']));
    if (lines.length === 0 || places.at(-1)! % 8 !== 0) continue;
    collect();
    peakBytes = Math.max(peakBytes, retainedBytes() - baseBytes);
  }
  await client.close();
  expect(places).toEqual(Array.from({ length: 56 }, (_, place) => place));
  expect(bytes).toBeGreaterThan(55 * MiB);
  expect(peakBytes, 'of the server and its client together').toBeLessThan(40 * MiB);
});

test('a reader who hangs up half-way costs the server nothing', async () => {
  const abort = new AbortController();
  const response = await fetch(`${server.url}/api/v1/audit-logs/export`, {
    headers: { 'x-api-key': apiKey },
    signal: abort.signal,
  });
  await response.body!.getReader().read();
  abort.abort();
  expect((await api.get('/audit-logs?limit=1')).status).toBe(200);
});

/** What is still in use: without it, garbage that waits to be collected would be counted too. */
function gc(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

function retainedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** RFC 4180, read strictly: whatever is left over is an error. */
function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const start = cell.lastIndex;
    const found = cell.exec(text);
    if (found === null) throw new Error(`Not CSV from ${start}: ${JSON.stringify(text.slice(start, start + 80))}`);
    rows.at(-1)!.push(found[1]?.replaceAll('""', '"') ?? found[2]!);
    if (found[3] === '\r\n') rows.push([]);
  }
  rows.pop();
  const [names, ...data] = rows;
  return data.map((row) => Object.fromEntries(names!.map((name, place) => [name, row[place]!])));
}
