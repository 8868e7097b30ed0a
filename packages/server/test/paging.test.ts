import { signUp, startTestServer } from '@agentaudit/testing';
import { AgentAuditClient } from 'agentaudit-client';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

import { createCaller } from './wire.ts';

const server = await startTestServer();
afterAll(() => server.close());

test('paging by cursor gives every log exactly once while new ones arrive', async () => {
  const property = fc.asyncProperty(
    fc.record({
      existing: fc.integer({ min: 0, max: 40 }),
      limit: fc.integer({ min: 1, max: 9 }),
      order: fc.constantFrom('asc' as const, 'desc' as const),
      action: fc.constantFrom(undefined, 'even', 'odd'),
      /** How many arrive after each page that was read. */
      arrivals: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 }),
    }),
    async ({ existing, limit, order, action, arrivals }) => {
      const { apiKey } = await signUp(server.url);
      const api = createCaller(server.url, { apiKey });
      let sent = 0;
      const send = async (count: number) => {
        const entries = Array.from({ length: count }, (_, place) => ((sent + place) % 2 === 0 ? 'even' : 'odd'));
        if (count > 0)
          await api.post(
            '/audit-logs/batch',
            entries.map((name) => ({ action: name })),
          );
        sent += count;
      };
      await send(existing);
      const seen: number[] = [];
      const client = new AgentAuditClient({ apiKey, baseUrl: server.url });
      const waves = [...arrivals];
      for await (const log of client.query({ limit, order, ...(action === undefined ? {} : { action }) })) {
        seen.push(log.sequence);
        if (seen.length % limit === 0) await send(waves.shift() ?? 0);
      }
      await client.close();
      // Newest first, what arrives later lies before the first page; oldest first, it lies ahead and is read too.
      const matches = (sequence: number) => action === undefined || (sequence % 2 === 0) === (action === 'even');
      const sequences = (count: number) => Array.from({ length: count }, (_, place) => place).filter(matches);
      const before = sequences(existing);
      const oldestFirst = sequences(sent).slice(0, Math.max(seen.length, before.length));
      expect(seen).toEqual(order === 'desc' ? before.toReversed() : oldestFirst);
    },
  );
  await fc.assert(property, { numRuns: 15 });
});
