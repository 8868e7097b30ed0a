import { detect } from '../detect/detect.ts';
import { placeholderOf } from '../detection.ts';
import type { RuleEvent } from '../event.ts';
import type { Finding } from '../judge/judge.ts';
import type { Automaton } from '../text/automaton.ts';
import type { Verdict } from '../verdict.ts';
import { type EventText, withTexts } from './event-texts.ts';
import { createExcerpts, type Excerpts } from './excerpt.ts';
import { type PlanEntry, ruledBy } from './plan-entry.ts';
import { readText, type TextReading } from './reading.ts';
import { mergeSpans, occurrencesOf, rewrite, type Rewriting, type Span } from './redaction.ts';

const mostPerRule = 100;
/** What a replacement may bring to light is replaced in turn; more rounds no event has needed. */
const mostRounds = 5;
/** Shorter findings are not looked for in the other texts. */
const shortestRepeat = 5;

/** A finding, by its rule and place. */
export interface TextHit extends Finding {
  entry: PlanEntry;
  textIndex: number;
}

/** Redacts, and turns hits into violations that point into the texts as they then stand. */
export function settleTexts(
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
  const counts = new Map<PlanEntry, number>();
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
