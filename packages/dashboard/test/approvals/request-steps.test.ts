import { expect, test } from 'vitest';

import { requestSteps } from '../../src/features/approvals/request-steps.ts';
import { traceLog } from '../trace-logs.ts';

test('what led to a request stands in the order of the record, also within one millisecond', () => {
  const page = [
    traceLog('request', { sequence: 9 }),
    traceLog('third', { sequence: 8, startMs: 2 }),
    traceLog('second', { sequence: 7, startMs: 2 }),
    traceLog('first', { sequence: 3, startMs: 2 }),
  ];
  expect(requestSteps(page, 'request').map(({ id }) => id)).toEqual(['first', 'second', 'third']);
});
