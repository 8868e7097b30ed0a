import { expect, test } from 'vitest';

import { toTraces } from '../../src/features/agents/page/recent-traces.ts';
import { traceLog } from '../trace-logs.ts';

test('logs are gathered by trace, in the order in which traces are met', () => {
  const logs = [
    traceLog('d', { traceId: 'second', startMs: 300 }),
    traceLog('c', { traceId: null, startMs: 250 }),
    traceLog('b', { traceId: 'first', startMs: 200, status: 'error' }),
    traceLog('a', { traceId: 'second', startMs: 100, enforcementAction: 'block' }),
  ];
  expect(toTraces(logs)).toMatchObject([
    { traceId: 'second', logs: 2, errors: 0, blocked: 1 },
    { traceId: 'first', logs: 1, errors: 1, blocked: 0 },
  ]);
});

test('a trace is as late as its latest log, in whichever order logs arrived', () => {
  const [late, early] = [traceLog('a', { startMs: 900 }), traceLog('b', { startMs: 100 })];
  expect(toTraces([early, late])[0]?.at).toBe(late.timestamp);
});

test('what a shadow policy recorded is no finding', () => {
  const violation = { ruleId: 'rule_1', ruleName: 'Rule', shadow: true };
  const log = traceLog('a', { violations: [violation, { ...violation, shadow: false }] as never });
  expect(toTraces([log])[0]?.findings).toBe(1);
});
