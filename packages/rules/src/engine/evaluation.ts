import type { Violation } from 'agentaudit-schemas';

import type { CompilableRule, EvaluationContext } from '../compiled-rules.ts';
import type { RuleEvent } from '../event.ts';
import { variablesOf } from '../judge/expression.ts';
import type { EventHit, Judge, Proceedings } from '../judge/judge.ts';
import type { Automaton } from '../text/automaton.ts';
import type { Verdict } from '../verdict.ts';
import { textsOf } from './event-texts.ts';
import { type Plan, type PlanEntry, ruledBy } from './plan-entry.ts';
import { type Ruling, strictness } from './plan.ts';
import { readText, type TextReading } from './reading.ts';
import { settleTexts, type TextHit } from './text-hits.ts';

export function evaluateEvent(
  event: RuleEvent,
  plan: Plan,
  ruleWords: Automaton | null,
  context: EvaluationContext,
): Verdict {
  const { entries, ruleIds } = plan;
  const texts = entries.length === 0 ? [] : textsOf(event);
  const readings = texts.map((text) => readText(text, ruleWords));
  const verdict: Verdict = {
    enforcementAction: 'allow',
    violations: [],
    shadowViolations: [],
    omittedViolations: 0,
    event,
    redacted: false,
    evaluatedRuleIds: ruleIds,
    elapsedMs: {},
    skipped: [],
    samples: [],
    expectations: [],
  };
  const elapsed: Record<string, number> = {};
  const hits: TextHit[] = [];
  const at = timeOf(event, context);
  const proceedings = createProceedings(event, at, context, verdict, readings);

  for (const entry of entries) {
    const { rule, judge } = entry;
    const began = context.clock?.() ?? 0;
    try {
      if (judge.looksAt === 'texts') {
        const found = findIn(entry, judge, readings);
        if (found.length >= judge.minCount) hits.push(...found);
      } else {
        proceedings.entry = entry;
        const hit = judge.judge(proceedings);
        if (hit) addEventHit(verdict, entry, hit);
      }
    } catch (error) {
      verdict.skipped.push({
        ruleId: rule.id,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
    if (context.clock) elapsed[rule.id] = context.clock() - began;
  }
  verdict.elapsedMs = elapsed;
  settleTexts(verdict, event, texts, readings, hits, ruleWords);
  for (const { action } of verdict.violations) {
    if (verdict.enforcementAction === 'allow' || strictness(action) > strictness(verdict.enforcementAction))
      verdict.enforcementAction = action;
  }
  return verdict;
}

export function timeOf(event: RuleEvent, context: Pick<EvaluationContext, 'now'>): number {
  const stated = event.timestamp ? Date.parse(event.timestamp) : Number.NaN;
  return Number.isNaN(stated) ? (context.now ?? Date.now()) : stated;
}

const noHits: readonly TextHit[] = [];

function findIn(
  entry: PlanEntry,
  judge: Judge & { looksAt: 'texts' },
  readings: readonly TextReading[],
): readonly TextHit[] {
  let hits: TextHit[] | null = null;
  for (let textIndex = 0; textIndex < readings.length; textIndex++) {
    const reading = readings[textIndex];
    if (!reading || !entry.scope.coversField(reading.path)) continue;
    for (const { start, end, label, confidence } of judge.find(reading))
      (hits ??= []).push({ start, end, label, confidence, entry, textIndex });
  }
  return hits ?? noHits;
}

/** One for all rules of an event; `entry` is the rule being judged. */
function createProceedings(
  event: RuleEvent,
  at: number,
  context: EvaluationContext,
  verdict: Verdict,
  readings: readonly TextReading[],
) {
  let variables: Record<string, unknown> | undefined;
  const found = () => [...new Set(readings.flatMap((reading) => reading.detections().map(({ label }) => label)))];
  const proceedings: Proceedings & { entry: PlanEntry | null } = {
    entry: null,
    event,
    at,
    history: context.history ?? null,
    variables: () => (variables ??= variablesOf(event, at, found)),
    remember: (sample) => verdict.samples.push(sample),
    expect(dueAt, expected) {
      const { entry } = proceedings;
      const ruling = entry?.rulings.effective ?? entry?.rulings.shadows[0];
      if (!entry || !ruling || !event.traceId) return;
      const violation = toEventViolation(entry.rule, ruling, expected);
      if (!entry.rulings.effective) violation.shadow = true;
      verdict.expectations.push({
        ruleId: entry.rule.id,
        policyId: ruling.policyId,
        eventId: event.id ?? null,
        agentId: event.agentId ?? null,
        traceId: event.traceId,
        since: at,
        dueAt,
        violation,
      });
    },
  };
  return proceedings;
}

function addEventHit(verdict: Verdict, { rule, rulings }: PlanEntry, hit: EventHit): void {
  if (rulings.effective) verdict.violations.push(toEventViolation(rule, rulings.effective, hit));
  for (const shadow of rulings.shadows)
    verdict.shadowViolations.push({ ...toEventViolation(rule, shadow, hit), shadow: true });
}

function toEventViolation(rule: CompilableRule, ruling: Ruling, { field, label, fact }: EventHit): Violation {
  return {
    ...ruledBy(rule, ruling),
    field,
    start: null,
    end: null,
    label,
    excerpt: fact,
    confidence: null,
    replacement: null,
  };
}
