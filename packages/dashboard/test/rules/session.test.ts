import { describe, expect, it } from 'vitest';

import { toTimeline } from '../../src/features/rules/bench/sample.ts';
import type { EngineRule } from '../../src/features/rules/engine/protocol.ts';
import { createSession } from '../../src/features/rules/engine/session.ts';

const startMs = Date.parse('2026-03-01T12:00:00Z');
const rule = (ruleType: string, condition: object) =>
  ({ ruleType, condition, name: 'draft', severity: 'warning', action: 'flag' }) as EngineRule;
const pay = (traceId: string) => ({ action: 'tool_use', traceId, metadata: { tool: 'pay' } });
const hitsOf = (draft: EngineRule, events: object[]) =>
  createSession(draft)
    .judgeAll(toTimeline(events, startMs))
    .map(({ violations }) => violations.length > 0);

describe('a rule over several events', () => {
  it('counts those before', () => {
    const limit = rule('rate_limit', { limit: 2, windowSeconds: 60 });
    const event = { action: 'tool_use', agentId: 'a' };
    expect(hitsOf(limit, [event, event, event])).toEqual([false, false, true]);
  });

  it('remembers what came before in the same trace', () => {
    const approval = rule('sequence', { when: { tools: ['pay'] }, requires: { actions: ['hitl_decision'] } });
    expect(hitsOf(approval, [{ action: 'hitl_decision', traceId: 't' }, pay('t'), pay('u')])).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('misses what never followed, at the event that it should have followed', () => {
    const answer = rule('sequence', {
      when: { actions: ['ask'] },
      followedBy: { actions: ['answer'] },
      withinSeconds: 60,
    });
    const events = [
      { action: 'ask', traceId: 't' },
      { action: 'ask', traceId: 'u' },
      { action: 'answer', traceId: 't' },
    ];
    expect(hitsOf(answer, events)).toEqual([false, true, false]);
  });

  it('waits for what may still follow', () => {
    const answer = rule('sequence', {
      when: { actions: ['ask'] },
      followedBy: { actions: ['answer'] },
      withinSeconds: 60,
    });
    const session = createSession(answer);
    session.judge(toTimeline([{ action: 'ask', traceId: 't' }], startMs));
    expect(session.settle(startMs + 59_000)).toEqual([]);
    expect(session.settle(startMs + 61_000)).toMatchObject([{ eventId: '0' }]);
  });

  it('is refused when it does not compile', () => {
    expect(() => createSession(rule('regex_match', { pattern: '(' }))).toThrow('condition.pattern');
  });
});
