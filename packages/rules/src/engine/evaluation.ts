import type { Violation } from 'agentaudit-schemas';

import type { CompilableRule, EvaluationContext } from '../compiled-rules.ts';
import type { Clue, EventHit, Proceedings } from '../judge/judge.ts';
import type { Verdict } from '../verdict.ts';
import type { Case } from './case.ts';
import { type EventEntry, type PlanEntry, ruledBy, type TextEntry } from './plan-entry.ts';
import { type Ruling, strictness } from './plan.ts';
import { hasClue, type TextReading } from './reading.ts';
import { settleTexts, type TextHit } from './text-hits.ts';

export function evaluateCase(given: Case, context: EvaluationContext): Verdict {
  const { event, plan, readings } = given;
  const verdict: Verdict = {
    enforcementAction: 'allow',
    violations: [],
    shadowViolations: [],
    omittedViolations: 0,
    event,
    redacted: false,
    evaluatedRuleIds: plan.ruleIds,
    elapsedMs: {},
    skipped: [],
    samples: [],
    expectations: [],
  };
  const elapsed: Record<string, number> = {};
  const { clock } = context;

  if (plan.events.length > 0) {
    const proceedings = createProceedings(given, context, verdict);
    for (const entry of plan.events) {
      const began = clock?.() ?? 0;
      judgeEvent(entry, proceedings, verdict);
      if (clock) elapsed[entry.rule.id] = clock() - began;
    }
  }
  const hits: TextHit[] = [];
  const clues: { [Name in Clue]?: boolean } = {};
  for (const entry of plan.texts) {
    const began = clock?.() ?? 0;
    const { clue } = entry.judge;
    if ((clues[clue] ??= hasClue(readings, clue))) judgeTexts(entry, readings, hits, verdict);
    if (clock) elapsed[entry.rule.id] = clock() - began;
  }
  verdict.elapsedMs = elapsed;
  if (hits.length > 0) settleTexts(verdict, given, hits);
  verdict.enforcementAction = strictestOf(verdict.violations);
  return verdict;
}

function strictestOf(violations: readonly Violation[]): Verdict['enforcementAction'] {
  let strictest: Verdict['enforcementAction'] = 'allow';
  for (const { action } of violations) {
    // Of many violations most ask for the same.
    if (action !== strictest && (strictest === 'allow' || strictness(action) > strictness(strictest)))
      strictest = action;
  }
  return strictest;
}

interface CaseProceedings extends Proceedings {
  /** The rule being judged. */
  entry: PlanEntry | null;
}

function judgeEvent(entry: EventEntry, proceedings: CaseProceedings, verdict: Verdict): void {
  try {
    proceedings.entry = entry;
    const hit = entry.judge.judge(proceedings);
    if (hit) addEventHit(verdict, entry, hit);
  } catch (error) {
    skip(verdict, entry.rule.id, error);
  }
}

function judgeTexts(entry: TextEntry, readings: readonly TextReading[], hits: TextHit[], verdict: Verdict): void {
  const { scope, judge } = entry;
  const before = hits.length;
  try {
    for (let textIndex = 0; textIndex < readings.length; textIndex++) {
      const reading = readings[textIndex]!;
      if (!scope.isOpen && !scope.coversField(reading.path)) continue;
      const found = judge.find(reading);
      for (let each = 0; each < found.length; each++) {
        const { start, end, label, confidence } = found[each]!;
        hits.push({ start, end, label, confidence, entry, textIndex });
      }
    }
    if (hits.length - before < judge.minCount) hits.length = before;
  } catch (error) {
    hits.length = before;
    skip(verdict, entry.rule.id, error);
  }
}

function skip(verdict: Verdict, ruleId: string, error: unknown): void {
  verdict.skipped.push({ ruleId, reason: error instanceof Error ? error.message : String(error) });
}

/** One for all rules of an event. */
function createProceedings(given: Case, { history = null }: { history?: Proceedings['history'] }, verdict: Verdict) {
  const { event, at, variables } = given;
  const proceedings: CaseProceedings = {
    entry: null,
    event,
    at,
    history,
    variables,
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
