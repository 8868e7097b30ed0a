import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseQuery } from '../src/features/logs/log-query.ts';
import { parseLogSearch } from '../src/features/logs/log-search.ts';

const nowMs = Date.parse('2026-01-15T12:00:00.000Z');
const parse = (text: string) => parseQuery(text, { nowMs });

describe('what is written in the query bar', () => {
  it('becomes filters where it names them, and full text where it does not', () => {
    expect(parse('status:error refund agent:billing "a phrase" verdict:block')).toEqual({
      status: 'error',
      agentId: 'billing',
      enforcementAction: 'block',
      q: 'refund "a phrase"',
    });
  });

  it('takes values with spaces in quotes', () => {
    expect(parse('agent:"night shift" user:u-1')).toEqual({ agentId: 'night shift', userId: 'u-1', q: undefined });
  });

  it('takes a time ago, or an instant', () => {
    expect(parse('from:2h to:2026-01-15T11:00:00+01:00')).toEqual({
      from: '2026-01-15T10:00:00.000Z',
      to: '2026-01-15T10:00:00.000Z',
      q: undefined,
    });
  });

  it.each(['status:perhaps', 'from:soon', 'https://example.com', 'order:4711', 'agent:'])(
    'leaves what cannot be a filter in the text: %s',
    (text) => {
      expect(parse(text)).toEqual({ q: text });
    },
  );

  it('asks for nothing when nothing is written', () => {
    expect(parse('   ')).toEqual({ q: undefined });
  });

  it('never fails, whatever is written', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('from:', 'to:9999999d', 'status:ok', 'agent:"', '"', ':'));
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const change = parse(words.join(' '));
        expect(parseLogSearch({ ...change })).toEqual(
          Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
        );
      }),
    );
  });
});

describe('the address of the logs page', () => {
  it('keeps what it knows, and drops what it does not', () => {
    expect(parseLogSearch({ status: 'error', enforcementAction: 'nonsense', userId: 12, other: 'x', q: '' })).toEqual({
      status: 'error',
      userId: '12',
    });
  });
});
