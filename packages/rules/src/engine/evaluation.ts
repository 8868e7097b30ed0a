import type { Violation } from 'agentaudit-schemas';

import type { CompilableRule, EvaluationContext } from '../compiled-rules.ts';
import { detect } from '../detect/detect.ts';
import { placeholderOf } from '../detection.ts';
import type { RuleEvent } from '../event.ts';
import { variablesOf } from '../judge/expression.ts';
import { type EventHit, type Finding, type Judge, NotApplicable, type Proceedings } from '../judge/judge.ts';
import type { Automaton } from '../text/automaton.ts';
import type { Verdict } from '../verdict.ts';
import { type EventText, textsOf, withTexts } from './event-texts.ts';
import { createExcerpts, type Excerpts } from './excerpt.ts';
import { type Ruling, type Rulings, strictness } from './plan.ts';
import { readText, type TextReading } from './reading.ts';
import { mergeSpans, occurrencesOf, type Rewriting, rewrite, type Span } from './redaction.ts';
import type { Scope } from './scope.ts';

/** A rule ready to judge. */
export interface CompiledRule {
  rule: CompilableRule;
  scope: Scope;
  judge: Judge;
}

/** The rules that hold for one agent. */
export interface Plan {
  entries: readonly (CompiledRule & { rulings: Rulings })[];
}

const mostPerRule = 100;
/** What a replacement may bring to light is replaced in turn; more rounds no event has needed. */
const mostRounds = 5;
/** Shorter findings are not looked for in the other texts. */
const shortestRepeat = 5;

interface TextHit extends Finding {
  entry: Plan['entries'][number];
  textIndex: number;
}

export function evaluateEvent(
  event: RuleEvent,
  plan: Plan,
  ruleWords: Automaton | null,
  context: EvaluationContext,
): Verdict {
  const entries = plan.entries.filter(({ scope }) => scope.covers(event));
  const texts = entries.length === 0 ? [] : textsOf(event);
  const readings = texts.map((text) => readText(text, ruleWords));
  const verdict: Verdict = {
    enforcementAction: 'allow',
    violations: [],
    shadowViolations: [],
    omittedViolations: 0,
    event,
    redacted: false,
    evaluatedRuleIds: entries.map(({ rule }) => rule.id),
    elapsedMs: {},
    skipped: [],
    samples: [],
    expectations: [],
  };
  const elapsed: Record<string, number> = {};
  const hits: TextHit[] = [];
  const at = timeOf(event, context);
  let variables: Record<string, unknown> | undefined;
  const seen = () =>
    (variables ??= variablesOf(event, at, () => [
      ...new Set(readings.flatMap((reading) => reading.detections().map(({ label }) => label))),
    ]));

  for (const entry of entries) {
    const { rule, judge } = entry;
    const began = context.clock?.() ?? 0;
    try {
      if (judge.looksAt === 'texts') {
        const found = findIn(entry, judge, readings);
        if (found.length >= judge.minCount) hits.push(...found);
      } else judgeEvent(entry, judge, { event, at, variables: seen, history: context.history ?? null }, verdict);
    } catch (error) {
      verdict.skipped.push({
        ruleId: rule.id,
        reason: error instanceof NotApplicable || error instanceof Error ? error.message : String(error),
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

function findIn(
  entry: Plan['entries'][number],
  judge: Judge & { looksAt: 'texts' },
  readings: readonly TextReading[],
): TextHit[] {
  const hits: TextHit[] = [];
  readings.forEach((reading, textIndex) => {
    if (!entry.scope.coversField(reading.path)) return;
    for (const { start, end, label, confidence } of judge.find(reading))
      hits.push({ start, end, label, confidence, entry, textIndex });
  });
  return hits;
}

function judgeEvent(
  { rule, rulings }: Plan['entries'][number],
  judge: Judge & { looksAt: 'event' },
  given: Pick<Proceedings, 'event' | 'at' | 'variables' | 'history'>,
  verdict: Verdict,
): void {
  const { event, at } = given;
  const hit = judge.judge({
    ...given,
    remember: (sample) => verdict.samples.push(sample),
    expect(dueAt, expected) {
      const ruling = rulings.effective ?? rulings.shadows[0];
      if (!ruling || !event.traceId) return;
      const violation = toEventViolation(rule, ruling, expected);
      if (!rulings.effective) violation.shadow = true;
      verdict.expectations.push({
        ruleId: rule.id,
        policyId: ruling.policyId,
        eventId: event.id ?? null,
        agentId: event.agentId ?? null,
        traceId: event.traceId,
        since: at,
        dueAt,
        violation,
      });
    },
  });
  if (!hit) return;
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

function ruledBy({ id, name, ruleType, severity }: CompilableRule, { action, policyId, policyVersionId }: Ruling) {
  return { ruleId: id, ruleName: name, ruleType, severity, action, policyId, policyVersionId };
}

/** Redacts, and turns hits into violations that point into the texts as they then stand. */
function settleTexts(
  verdict: Verdict,
  event: RuleEvent,
  texts: readonly EventText[],
  readings: readonly TextReading[],
  hits: readonly TextHit[],
  ruleWords: Automaton | null,
): void {
  if (hits.length === 0) return;
  const redacting = hits.filter(({ entry }) => entry.rulings.effective?.action === 'redact');
  const rewritings = redacting.length === 0 ? new Map<number, Rewriting[]>() : redactTexts(texts, redacting, ruleWords);
  let paths = texts.map(({ path }) => path);
  if (rewritings.size > 0) {
    verdict.redacted = true;
    const rewritten = withTexts(
      event,
      new Map([...rewritings].map(([index, rounds]) => [index, rounds.at(-1)?.text ?? ''])),
    );
    verdict.event = rewritten.event;
    paths = rewritten.paths;
  }
  const moved = hits.map((hit) => {
    const rounds = rewritings.get(hit.textIndex) ?? [];
    return {
      hit,
      start: rounds.reduce((place, round) => round.startOf(place), hit.start),
      end: rounds.reduce((place, round) => round.endOf(place), hit.end),
      label: hit.label,
    };
  });
  const excerpts = texts.map((_, index) => lazily(() => excerptsOf(index)));
  function excerptsOf(index: number): Excerpts {
    const text = rewritings.get(index)?.at(-1)?.text;
    const found = moved.filter(({ hit }) => hit.textIndex === index);
    const detections = text === undefined ? readings[index]?.detections() : detect(text);
    return createExcerpts(text ?? texts[index]?.text ?? '', mergeSpans([...found, ...(detections ?? [])]));
  }
  const counts = new Map<CompiledRule, number>();
  for (const place of moved) {
    const { entry, textIndex, confidence, label } = place.hit;
    const count = (counts.get(entry) ?? 0) + 1;
    counts.set(entry, count);
    if (count > mostPerRule) {
      verdict.omittedViolations += 1;
      continue;
    }
    const common = {
      field: paths[textIndex] ?? null,
      start: place.start,
      end: place.end,
      label,
      excerpt: excerpts[textIndex]?.().of(place) ?? null,
      confidence,
      replacement: placeholderOf(label),
    };
    const { effective, shadows } = entry.rulings;
    if (effective) verdict.violations.push({ ...ruledBy(entry.rule, effective), ...common });
    for (const shadow of shadows)
      verdict.shadowViolations.push({ ...ruledBy(entry.rule, shadow), ...common, shadow: true });
  }
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Every rewriting of every text, in turns, until the redacting rules find nothing more. */
function redactTexts(
  texts: readonly EventText[],
  hits: readonly TextHit[],
  ruleWords: Automaton | null,
): Map<number, Rewriting[]> {
  const rewritings = new Map<number, Rewriting[]>();
  const rules = [...new Set(hits.map(({ entry }) => entry))];
  const repeats = new Map(
    rules.map((entry) => [
      entry,
      valuesOf(
        texts,
        hits.filter((hit) => hit.entry === entry && entry.rule.ruleType === 'pii_detect'),
      ),
    ]),
  );
  texts.forEach(({ path, text, lead }, index) => {
    const own = hits.filter(({ textIndex }) => textIndex === index);
    let spans: Span[] = [
      ...own,
      ...rules
        .filter(({ scope }) => scope.coversField(path))
        .flatMap((entry) => occurrencesOf(repeats.get(entry) ?? new Map(), text)),
    ];
    let current = text;
    for (let round = 0; round < mostRounds && spans.length > 0; round++) {
      const rewriting = rewrite(current, mergeSpans(spans));
      rewritings.set(index, [...(rewritings.get(index) ?? []), rewriting]);
      current = rewriting.text;
      const reading = readText({ path, text: current, lead }, ruleWords);
      spans = [];
      for (const { judge, scope } of rules) {
        if (judge.looksAt === 'texts' && scope.coversField(path)) spans.push(...judge.find(reading));
      }
    }
  });
  return rewritings;
}

function valuesOf(texts: readonly EventText[], hits: readonly TextHit[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const { textIndex, start, end, label } of hits.slice(0, 200)) {
    const value = texts[textIndex]?.text.slice(start, end) ?? '';
    if (value.length >= shortestRepeat) values.set(value, label);
  }
  return values;
}
