import type { HitlPage } from 'agentaudit-schemas';
import { startTestServer, type TestServer } from '@agentaudit/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Desk, openDesk } from './desk.ts';

let server: TestServer;
let desk: Desk;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function decideSome(some: number, decision: string): Promise<string[]> {
  const asked = await Promise.all(Array.from({ length: some }, () => desk.ask()));
  await Promise.all(asked.map(({ request_id: id }) => desk.decide(id, decision)));
  return asked.map(({ request_id: id }) => id);
}

test('paging shows every record once, also while new ones arrive between the pages', async () => {
  const property = fc.asyncProperty(
    fc.record({
      before: fc.integer({ min: 0, max: 12 }),
      arriving: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 8 }),
      limit: fc.integer({ min: 1, max: 5 }),
      order: fc.constantFrom('asc', 'desc'),
    }),
    async ({ before, arriving, limit, order }) => {
      desk = await openDesk(server.url);
      const first = await decideSome(before, 'approved');
      const seen: string[] = [];
      const later: string[] = [];
      let pin = '';
      for (let page = 1, isMore = true; isMore; page += 1) {
        const query = `page=${page}&limit=${limit}&sort_order=${order}${pin}`;
        const { body } = await desk.agent.get<HitlPage>(`/agents/hitl/audit?${query}`);
        expect(body.message).toBe(`Successfully retrieved ${body.data.length} of ${body.total} HITL audit records`);
        seen.push(...body.data.map(({ request_id: id }) => id));
        // The newest first, so what comes later must be kept out: the records up to the newest of the first page.
        if (page === 1 && order === 'desc' && body.data[0] !== undefined) {
          pin = `&end_date=${body.data[0].timestamp}`;
        }
        isMore = body.has_next;
        later.push(...(await decideSome(arriving[page - 1] ?? 0, 'rejected')));
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(first));
      const known = new Set([...first, ...later]);
      expect(seen.filter((id) => !known.has(id))).toEqual([]);
    },
  );
  await fc.assert(property, { numRuns: 6 });
});

test('records lie in the order in which they were decided, whatever the clock says', async () => {
  desk = await openDesk(server.url);
  const order: string[] = [];
  const asked = [];
  for (let turn = 0; turn < 12; turn += 1) asked.push(await desk.ask());
  // Against the order of ids, so that ties in time would show.
  for (const { request_id: id } of asked.toReversed()) {
    await desk.decide(id, 'approved');
    order.push(id);
  }
  const { body } = await desk.agent.get<HitlPage>('/agents/hitl/audit?sort_order=asc');
  expect(body.data.map(({ request_id: id }) => id)).toEqual(order);
});
