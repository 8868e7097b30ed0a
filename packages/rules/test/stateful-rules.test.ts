import { describe, expect, test } from 'vitest';

import {
  type CompilableRule,
  compile,
  createLayeredHistory,
  createMemoryHistory,
  type RuleEvent,
} from '../src/index.ts';
import { rule } from './rules.ts';

/** Judges events one after the other, a second apart, over one history. */
function judgeAll(rules: CompilableRule[], events: Partial<RuleEvent>[]) {
  const compiled = compile(rules);
  const history = createMemoryHistory();
  return events.map((event, index) => {
    const verdict = compiled.evaluate(
      { action: 'tool_use', agentId: 'a', traceId: 't', ...event },
      { history, now: 1_800_000_000_000 + index * 1000 },
    );
    history.append(verdict.samples);
    return verdict.violations.length;
  });
}

const labels = (given: CompilableRule, event: Partial<RuleEvent>) =>
  compile([given])
    .evaluate({ action: 'x', ...event })
    .violations.map(({ field, start, end }) => `${field ?? ''} ${start ?? ''}-${end ?? ''}`);

describe('rate_limit', () => {
  test('fires on each event beyond the limit within the window', () => {
    expect(
      judgeAll(
        [rule('r', 'rate_limit', { limit: 2, windowSeconds: 3 })],
        Array.from({ length: 5 }, () => ({})),
      ),
    ).toEqual([0, 0, 1, 1, 1]);
    expect(
      judgeAll(
        [rule('r', 'rate_limit', { limit: 2, windowSeconds: 2 })],
        Array.from({ length: 5 }, () => ({})),
      ),
    ).toEqual([0, 0, 0, 0, 0]);
  });

  test('counts groups apart', () => {
    const events = [{ userId: 'x' }, { userId: 'y' }, { userId: 'x' }, { metadata: { tool: 'z' } }];
    expect(judgeAll([rule('r', 'rate_limit', { limit: 1, windowSeconds: 60, groupBy: 'userId' })], events)).toEqual([
      0, 0, 1, 0,
    ]);
    expect(
      judgeAll([rule('r', 'rate_limit', { limit: 1, windowSeconds: 60, groupBy: 'organization' })], events),
    ).toEqual([0, 1, 1, 1]);
    expect(
      judgeAll(
        [rule('r', 'rate_limit', { limit: 1, windowSeconds: 60, groupBy: ['agentId', 'metadata.tool'] })],
        events,
      ),
    ).toEqual([0, 1, 1, 0]);
  });

  test('without a history is skipped, and says so', () => {
    expect(
      compile([rule('r', 'rate_limit', { limit: 1, windowSeconds: 1 })]).evaluate({ action: 'x' }).skipped,
    ).toEqual([{ ruleId: 'r', reason: 'needs the history of events' }]);
  });
});

describe('threshold', () => {
  test.each([
    ['>', 5, 6, 5], ['>=', 5, 5, 4], ['<', 5, 4, 5], ['<=', 5, 5, 6], ['==', 5, 5, 6], ['!=', 5, 6, 5], ['gt', 5, 6, 5], ['lte', 5, 5, 6],
  ] as const)('%s %i', (operator, value, hit, miss) => {
    const given = rule('r', 'threshold', { path: 'metadata.cost', operator, value });
    expect(labels(given, { metadata: { cost: hit } })).toEqual(['metadata.cost -']);
    expect(labels(given, { metadata: { cost: miss } })).toEqual([]);
    expect(labels(given, { metadata: { cost: String(hit) } })).toEqual([]);
    expect(labels(given, {})).toEqual([]);
  }); // prettier-ignore

  test('takes short paths, list places and fields of the event', () => {
    expect(
      labels(rule('r', 'threshold', { path: 'usage.tokens', operator: '>', value: 1 }), {
        metadata: { usage: { tokens: 2 } },
      }),
    ).toHaveLength(1);
    expect(
      labels(rule('r', 'threshold', { path: '$.metadata.a[1]', operator: '>', value: 1 }), { metadata: { a: [0, 2] } }),
    ).toHaveLength(1);
    expect(
      labels(rule('r', 'threshold', { path: 'durationMs', operator: '>', value: 1 }), { durationMs: 2 }),
    ).toHaveLength(1);
  });

  test.each([
    ['sum', 5, [0, 0, 1]],
    ['count', 2, [0, 0, 1]],
    ['avg', 1.9, [0, 0, 1]],
    ['max', 2.5, [0, 0, 1]],
    ['min', 0.5, [1, 1, 1]],
  ] as const)('over a window: %s', (aggregate, value, expected) => {
    const given = rule('r', 'threshold', { path: 'cost', operator: '>', value, aggregate, windowSeconds: 60 });
    expect(
      judgeAll([given], [{ metadata: { cost: 1 } }, { metadata: { cost: 2 } }, { metadata: { cost: 3 } }]),
    ).toEqual(expected);
  });
});

describe('sequence', () => {
  const ask = { actions: ['hitl_decision'] };
  const wire = { actions: ['tool_use'], tools: ['wire_*'] };
  const wired = { metadata: { tool: 'wire_money' } };

  test('requires one event before another in the same trace', () => {
    const given = rule('r', 'sequence', { when: wire, requires: ask });
    expect(judgeAll([given], [wired, { action: 'hitl_decision' }, wired, { ...wired, traceId: 'other' }])).toEqual([
      1, 0, 0, 1,
    ]);
    expect(
      judgeAll(
        [{ ...given, condition: { when: wire, requires: ask, withinSeconds: 1 } }],
        [{ action: 'hitl_decision' }, wired, wired],
      ),
    ).toEqual([0, 0, 1]);
  });

  test('fires when steps complete in order', () => {
    const given = rule('r', 'sequence', {
      steps: [{ actions: ['a'] }, { where: 'action == "b"' }, { actions: ['c'] }],
    });
    const run = (names: string) =>
      judgeAll(
        [given],
        names.split('').map((action) => ({ action })),
      );
    expect(run('abc')).toEqual([0, 0, 1]);
    expect(run('acbxc')).toEqual([0, 0, 0, 0, 1]);
    expect(run('bac')).toEqual([0, 0, 0]);
    expect(judgeAll([given], [{ action: 'a' }, { action: 'b', traceId: 'other' }, { action: 'c' }])).toEqual([0, 0, 0]);
  });

  test('counts from the latest begin when time is limited', () => {
    const given = rule('r', 'sequence', { steps: [{ actions: ['a'] }, { actions: ['b'] }], withinSeconds: 2 });
    expect(
      judgeAll(
        [given],
        ['a', 'x', 'x', 'x', 'b'].map((action) => ({ action })),
      ),
    ).toEqual([0, 0, 0, 0, 0]);
    expect(
      judgeAll(
        [given],
        ['a', 'x', 'x', 'a', 'b'].map((action) => ({ action })),
      ),
    ).toEqual([0, 0, 0, 0, 1]);
  });

  test('expects one event after another in time, and settles what did not come', () => {
    const compiled = compile([
      rule('r', 'sequence', { when: { actions: ['ask'] }, followedBy: { actions: ['answer'] }, withinSeconds: 10 }),
    ]);
    const history = createMemoryHistory();
    const { expectations, violations } = compiled.evaluate(
      { action: 'ask', traceId: 't', agentId: 'a' },
      { history, now: 1000 },
    );
    expect(violations).toEqual([]);
    expect(expectations).toMatchObject([{ ruleId: 'r', traceId: 't', since: 1000, dueAt: 11_000 }]);
    const [expectation] = expectations;
    if (!expectation) return;
    expect(compiled.settle(expectation, history)).toMatchObject({ ruleId: 'r', action: 'flag', label: 'SEQUENCE' });
    history.append(compiled.evaluate({ action: 'answer', traceId: 't' }, { history, now: 9000 }).samples);
    expect(compiled.settle(expectation, history)).toBeNull();
    expect(compile([]).settle(expectation, createMemoryHistory())).toBeNull();
  });
});

describe('the history', () => {
  const rules = compile([
    rule('r', 'rate_limit', { limit: 1, windowSeconds: 60 }),
    rule('s', 'sequence', { when: { actions: ['x'] }, requires: { actions: ['y'] } }),
  ]);
  const event = { action: 'x', agentId: 'a', traceId: 't' };

  test('can be fetched before: queries name every series that evaluate reads', () => {
    const asked = rules.queries(event, { now: 5000 });
    const read: unknown[] = [];
    const memory = createMemoryHistory();
    rules.evaluate(event, { now: 5000, history: { read: (query) => (read.push(query), memory.read(query)) } });
    expect(asked).toEqual(read);
    expect(asked).toHaveLength(2);
    expect(compile([rule('k', 'keyword_match', { keywords: ['x'] })]).queries(event)).toEqual([]);
  });

  test('of a batch sees its earlier entries, and leaves the one below untouched', () => {
    const below = createMemoryHistory();
    const layer = createLayeredHistory(below);
    layer.append(rules.evaluate(event, { now: 1000, history: layer }).samples);
    expect(rules.evaluate(event, { now: 2000, history: layer }).violations.map(({ ruleId }) => ruleId)).toContain('r');
    expect(rules.evaluate(event, { now: 2000, history: below }).violations.map(({ ruleId }) => ruleId)).not.toContain(
      'r',
    );
  });

  test('in memory drops the oldest series beyond its size', () => {
    const history = createMemoryHistory({ maxSamples: 2 });
    for (const series of ['a', 'b', 'c']) history.append([{ series, at: 1, value: 1, expiresAt: 100 }]);
    const count = (series: string) => history.read({ series, from: 0, to: 10 }).count;
    expect(['a', 'b', 'c'].map((series) => count(series))).toEqual([0, 1, 1]);
  });
});
