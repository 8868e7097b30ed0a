import { signUp, startTestServer, testEngine } from '@agentaudit/testing';
import type { AuditLog, Page } from 'agentaudit-schemas';
import { afterAll, expect, test, vi } from 'vitest';

import { createCaller, expectInvalid } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());
const api = createCaller(server.url, await signUp(server.url));
const stranger = createCaller(server.url, await signUp(server.url));

const texts = {
  sales: { prompt: 'Summarise the latest sales report', response: 'Q1 revenue was $2.4M' },
  weather: { prompt: 'What is the weather in Zürich?', response: 'Sunny, 24 °C' },
  card: { response: 'The card 4111-1111-1111-1111 was declined' },
  meta: { metadata: { model: 'gpt-4o', customer: { city: 'São Paulo' }, 'line\nbreak': 'first\nsecond "quoted"' } },
  other: { prompt: '売上レポート and Отчёт о продажах' },
  long: { prompt: `${'filler '.repeat(30_000)} needle ${'x'.repeat(3000)}` },
};
for (const [action, entry] of Object.entries(texts)) await api.post('/audit-logs', { action, ...entry });
await stranger.post('/audit-logs', { action: 'stranger', prompt: 'Summarise the latest sales report' });
// The full text is off the acknowledging path on PostgreSQL: the last log is found when all are.
await vi.waitUntil(async () => (await search('needle')).length > 0, { timeout: 60_000 });

test.each([
  ['sales', ['sales']],
  ['SALES', ['sales']],
  ['report revenue', ['sales']],
  ['report weather', []],
  ['"latest sales report"', ['sales']],
  ['"sales latest"', []],
  ['"latest sales', ['sales']],
  ['summ*', ['sales']],
  ['summ', []],
  ['zurich', ['weather']],
  ['ZÜRICH', ['weather']],
  ['zu\u0308rich', ['weather']],
  ['4111-1111-1111-1111', ['card']],
  ['4111', ['card']],
  ['gpt-4o', ['meta']],
  ['model', ['meta']],
  ['customer "sao paulo"', ['meta']],
  ['second', ['meta']],
  ['quoted', ['meta']],
  ['line break', ['meta']],
  ['売上レポート', ['other']],
  ['отчёт', ['other']],
  ['needle', ['long']],
  ['filler needle', ['long']],
  ['xylophone', []],
])('the text %s finds %j', async (q, actions) => {
  expect(await search(q)).toEqual(actions);
});

test.each([
  ["' OR 1=1 --"],
  ['"'],
  ['""'],
  ['*'],
  ['a* OR b NOT c NEAR(d)'],
  ['document:sales'],
  ['-sales'],
  ['^sales'],
  ["sales' & !'x"],
  ['sales:*A'],
  ['\\'],
  ['\u0301'],
  ['"\u0301"'],
  ['\u0301*'],
  ['\0'],
  ['\u001b0'],
  ['😀'],
  ['ﷺ'.repeat(300)],
  ['x'.repeat(1000)],
  [`${'a '.repeat(499)}b`],
  ['"a b" '.repeat(160)],
])('the text %j is only a text: no syntax of an engine shines through', async (q) => {
  const answer = await query(q);
  expect(answer.status, answer.text).toBe(200);
});

test('a search can be combined with filters, counted and paged', async () => {
  for (const place of [1, 2, 3]) await api.post('/audit-logs', { action: 'paged', prompt: `common word ${place}` });
  await expect.poll(() => search('common'), { timeout: 60_000 }).toHaveLength(3);
  const first = (await query('common', '&limit=2&count=true&action=paged')).body;
  expect([first.data.length, first.total]).toEqual([2, 3]);
  const second = (await query('common', `&limit=2&action=paged&cursor=${first.nextCursor}`)).body;
  expect([...first.data, ...second.data].map(({ prompt }) => prompt)).toEqual([
    'common word 3',
    'common word 2',
    'common word 1',
  ]);
  expect((await query('common', '&action=sales')).body.data).toEqual([]);
});

test('every log is found in the end, however many arrive while others are indexed', async () => {
  const crowd = createCaller(server.url, await signUp(server.url));
  for (let round = 0; round < 15; round++) {
    await Promise.all(
      [1, 2, 3, 4].map((place) => crowd.post('/audit-logs', { action: 'a', prompt: `crowd ${place}` })),
    );
  }
  const count = async () => (await crowd.get<{ total: number }>('/audit-logs?q=crowd&count=true&limit=1')).body.total;
  await expect.poll(count, { timeout: 60_000 }).toBe(60);
});

test('nobody finds what another organization logged', async () => {
  const poll = () => stranger.get<Page<AuditLog>>('/audit-logs?q=sales').then(({ body }) => body.data);
  await expect.poll(poll, { timeout: 60_000 }).toHaveLength(1);
  expect((await poll()).map(({ action }) => action)).toEqual(['stranger']);
  expect((await stranger.get<Page<AuditLog>>('/audit-logs?q=weather')).body.data).toEqual([]);
});

test('an empty text and one of 1,001 characters are refused', async () => {
  expectInvalid(await query(''), 'q');
  expectInvalid(await query('x'.repeat(1001)), 'q');
});

test.runIf(testEngine() === 'sqlite')('a log is found as soon as it is acknowledged', async () => {
  for (let count = 0; count < 20; count++) {
    await api.post('/audit-logs', { action: 'inline', prompt: `unique${count}word` });
    expect(await search(`unique${count}word`)).toEqual(['inline']);
  }
});

function query(q: string, more = '') {
  return api.get<Page<AuditLog>>(`/audit-logs?q=${encodeURIComponent(q)}${more}`);
}

async function search(q: string): Promise<string[]> {
  return (await query(q)).body.data.map(({ action }) => action);
}
