import { describe, expect, it } from 'vitest';

import { matchesFilter, parseSpanFilter } from '../src/features/traces/trace-filter.ts';
import { traceLog } from './trace-logs.ts';

const log = traceLog('log_1', {
  action: 'tool_use',
  agentId: 'Billing',
  status: 'error',
  durationMs: 800,
  enforcementAction: 'flag',
});

const passes = (text: string) => matchesFilter(log, parseSpanFilter(text)!, 'refund_tool');

describe('finding spans', () => {
  it.each(['tool_use', 'billing', 'refund', 'error refund', 'LOG_1'])('finds by words: %s', (text) => {
    expect(passes(text)).toBe(true);
  });

  it.each([
    'status:error',
    'agent:bill',
    'verdict:flag',
    'action:tool',
    '>500ms',
    '>0.5s',
    '<1s',
    'status:error >500 refund',
  ])('finds by field and duration: %s', (text) => {
    expect(passes(text)).toBe(true);
  });

  it.each(['status:ok', 'agent:shop', '>1s', '<10ms', 'error nothing', 'status:error >2m'])(
    'leaves out: %s',
    (text) => {
      expect(passes(text)).toBe(false);
    },
  );

  it('takes a name that it does not know for a word', () => {
    expect(parseSpanFilter('https://example.com')).toMatchObject({ words: ['https://example.com'], fields: [] });
  });

  it('asks for nothing when nothing is written', () => {
    expect(parseSpanFilter('  ')).toBeUndefined();
  });
});
