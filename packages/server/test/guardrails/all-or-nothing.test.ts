import { startTestServer } from '@agentaudit/testing';
import type { AuditLog, Page, PolicyAnalytics } from 'agentaudit-schemas';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

import { foundOrganization, ssnRule } from './organization.ts';

const server = await startTestServer();
afterAll(() => server.close());

const entry = fc.record({
  agentId: fc.constantFrom('one', 'two'),
  prompt: fc.constantFrom('harmless', 'SSN 219-45-6789', 'falcon', 'falcon, SSN 219-45-6789 and SSN 536-22-8726'),
});
const batch = fc.record({
  entries: fc.array(entry, { minLength: 1, maxLength: 6 }),
  /** Makes the batch fail after the rules have seen its first entries. */
  conflicts: fc.boolean(),
});

test('logs, violations, alerts and counters agree, whatever was refused in between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 5 }), async (batches) => {
      const { addRule, log, agentKey, owner, alerts } = await foundOrganization(server);
      await addRule(ssnRule);
      await addRule({ ruleType: 'keyword_match', condition: { keywords: ['falcon'] }, action: 'block' });
      const { id } = await log({ prompt: 'the first' });
      const answers = await Promise.all(
        batches.map(({ entries, conflicts }) => {
          const logs = entries.map((item) => ({ action: 'llm_call', ...item }));
          const taken = conflicts ? [{ id, action: 'llm_call', prompt: 'other content' }] : [];
          return agentKey.post('/audit-logs/batch', [...logs, ...taken]);
        }),
      );
      expect(answers.map(({ status }) => status)).toEqual(batches.map(({ conflicts }) => (conflicts ? 409 : 201)));

      const { data } = (await owner.get<Page<AuditLog>>('/audit-logs?limit=500')).body;
      const sent = batches.filter(({ conflicts }) => !conflicts).flatMap(({ entries }) => entries);
      expect(data.length).toBe(sent.length + 1);
      const hits = data.flatMap((item) => [
        ...new Set(item.violations.map(({ ruleId }) => `${ruleId} ${item.agentId}`)),
      ]);
      const counted = (await alerts()).flatMap(({ ruleId, agentId, count }) =>
        Array.from({ length: count }, () => `${ruleId} ${agentId}`),
      );
      expect(counted.toSorted()).toEqual(hits.toSorted());
      const { totals } = (await owner.get<PolicyAnalytics>('/policies/analytics')).body;
      expect(totals).toEqual({
        evaluated: data.length,
        violations: data.flatMap(({ violations }) => violations).length,
        block: data.filter(({ enforcementAction }) => enforcementAction === 'block').length,
        flag: data.filter(({ enforcementAction }) => enforcementAction === 'flag').length,
        redact: 0,
        log: 0,
        shadow: 0,
      });
    }),
    { numRuns: 8 },
  );
});
