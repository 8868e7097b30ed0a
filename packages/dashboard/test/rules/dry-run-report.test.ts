import type { AuditLog, Violation } from 'agentaudit-client';
import { expect, test } from 'vitest';

import { createDryRunTally } from '../../src/features/rules/dry-run/dry-run-report.ts';

const log = (place: number, rest: Partial<AuditLog> = {}) =>
  ({
    id: `log_${place}`,
    action: 'llm_call',
    agentId: 'a',
    status: 'ok',
    timestamp: new Date(Date.UTC(2026, 2, 1, 0, 0, place)).toISOString(),
    violations: [],
    ...rest,
  }) as unknown as AuditLog;
const found = (...labels: string[]) => labels.map((label) => ({ label }) as Violation);

test('a dry run adds up hits by what was found, by agent and by action, and keeps the latest', () => {
  const tally = createDryRunTally();
  tally.add(log(1), { violations: [], skipped: null });
  tally.add(log(3), { violations: found('EMAIL', 'EMAIL', 'PHONE'), skipped: null });
  tally.add(log(2, { agentId: null, status: 'error', violations: found('EMAIL') }), {
    violations: found('EMAIL'),
    skipped: null,
  });
  tally.add(log(4), { violations: [], skipped: 'no such field' });
  expect(tally.report()).toEqual({
    logs: 4,
    hits: 2,
    findings: 4,
    uncaught: 1,
    succeeded: 1,
    skipped: 1,
    skippedReason: 'no such field',
    from: log(1).timestamp,
    to: log(4).timestamp,
    byLabel: [
      { name: 'EMAIL', count: 3 },
      { name: 'PHONE', count: 1 },
    ],
    byAgent: [
      { name: 'a', count: 1 },
      { name: 'no agent named', count: 1 },
    ],
    byAction: [{ name: 'llm_call', count: 2 }],
    latest: [
      {
        log: { id: 'log_2', action: 'llm_call', agentId: null, timestamp: log(2).timestamp, status: 'error' },
        violations: found('EMAIL'),
      },
      {
        log: { id: 'log_3', action: 'llm_call', agentId: 'a', timestamp: log(3).timestamp, status: 'ok' },
        violations: found('EMAIL', 'EMAIL', 'PHONE'),
      },
    ],
  });
});

test('however many hits there are, it keeps fifty', () => {
  const tally = createDryRunTally();
  for (let place = 0; place < 1000; place++) tally.add(log(place), { violations: found('EMAIL'), skipped: null });
  const { hits, latest } = tally.report();
  expect(hits).toBe(1000);
  expect(latest.map((hit) => hit.log.id)).toEqual(Array.from({ length: 50 }, (_, place) => `log_${999 - place}`));
});
