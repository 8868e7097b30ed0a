import { packs } from 'agentaudit-rules';
import { describe, expect, it } from 'vitest';

import { toExample } from '../../src/features/packs/pack-example.ts';
import { toEvents, toTextEvent, toTimeline } from '../../src/features/rules/bench/sample.ts';
import type { EngineRule } from '../../src/features/rules/engine/protocol.ts';
import { createSession } from '../../src/features/rules/engine/session.ts';

const startMs = Date.parse('2026-03-01T12:00:00Z');

describe('an example of a pack, tried on its own rule', () => {
  for (const pack of packs) {
    it(`does what ${pack.name} promises`, () => {
      for (const rule of pack.rules) {
        for (const example of rule.positive)
          expect(isFound(rule, example), `${rule.key} finds ${JSON.stringify(example)}`).toBe(true);
        for (const example of rule.negative)
          expect(isFound(rule, example), `${rule.key} lets pass ${JSON.stringify(example)}`).toBe(false);
      }
    });
  }
});

function isFound(rule: Pick<EngineRule, 'ruleType' | 'condition' | 'name' | 'severity'>, example: unknown): boolean {
  const { sample } = toExample('finds', example);
  const events = sample.kind === 'text' ? [toTextEvent(sample.text, rule.condition.scope)] : toEvents(sample.json);
  if (typeof events === 'string') throw new Error(events);
  const { ruleType, condition, name, severity } = rule;
  const session = createSession({ ruleType, condition, name, severity, action: 'flag' });
  const timeline = toTimeline(events, startMs);
  // As the bench does: one event is judged on its arrival, several to the end.
  const verdicts = timeline.length > 1 ? session.judgeAll(timeline) : session.judge(timeline);
  return verdicts.some(({ violations }) => violations.length > 0);
}
