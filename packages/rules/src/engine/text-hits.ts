import type { Violation } from 'agentaudit-schemas';

import { detect } from '../detect/detect.ts';
import { type Detection, placeholderOf } from '../detection.ts';
import type { Finding } from '../judge/judge.ts';
import type { Replacement } from '../redact.ts';
import type { Automaton } from '../text/automaton.ts';
import type { Verdict } from '../verdict.ts';
import { type EventText, withTexts } from './event-texts.ts';
import { createExcerpts, type Excerpts, keyOf } from './excerpt.ts';
import type { Case } from './case.ts';
import type { Ruling } from './plan.ts';
import type { TextEntry } from './plan-entry.ts';
import { readText } from './reading.ts';
import { mergeSpans, occurrencesOf, rewrite, type Rewriting, type Span } from './redaction.ts';

const mostPerRule = 100;
/** What a replacement may bring to light is replaced in turn; more rounds no event has needed. */
const mostRounds = 5;
/** Shorter findings are not looked for in the other texts. */
const shortestRepeat = 5;

/** A finding, by its rule and place. */
export interface TextHit extends Finding {
  entry: TextEntry;
  textIndex: number;
}

/** Redacts, and turns hits into violations that point into the texts as they then stand. */
export function settleTexts(
  verdict: Verdict,
  { event, texts, readings, ruleWords }: Case,
  hits: readonly TextHit[],
): void {
  const redacting = hits.filter(({ entry }) => entry.rulings.effective?.action === 'redact');
  const rewritings = redacting.length === 0 ? none : redactTexts(texts, redacting, ruleWords);
  let paths: readonly string[] | null = null;
  let places: readonly Span[] = hits;
  if (rewritings.size > 0) {
    verdict.redacted = true;
    const last = new Map([...rewritings].map(([index, rounds]) => [index, rounds.at(-1)?.text ?? '']));
    ({ event: verdict.event, paths } = withTexts(event, last));
    places = hits.map((hit) => placeAfter(hit, rewritings.get(hit.textIndex)));
  }

  const excerpts: (Excerpts | undefined)[] = [];
  function excerptsOf(index: number): Excerpts {
    const text = rewritings.get(index)?.at(-1)?.text;
    const masks =
      text === undefined && hits.every((hit) => hit.textIndex !== index || isDetected(hit))
        ? masksOf(readings[index]!.detections())
        : null;
    return createExcerpts(text ?? texts[index]!.text, masks ?? mergeSpans(hiddenIn(index, text)));
  }

  /** All that an excerpt of this text must not show. */
  function hiddenIn(index: number, text: string | undefined): Span[] {
    const seen = new Set<number>();
    const found: Span[] = [];
    for (let hit = 0; hit < hits.length; hit++) {
      const place = places[hit]!;
      if (hits[hit]!.textIndex !== index || seen.has(keyOf(place))) continue;
      // Several rules find the same.
      seen.add(keyOf(place));
      found.push(place);
    }
    const detections = text === undefined ? readings[index]!.detections() : detect(text);
    for (const detection of detections) if (!seen.has(keyOf(detection))) found.push(detection);
    return found;
  }

  let rule: TextEntry | null = null;
  let count = 0;
  for (let each = 0; each < hits.length; each++) {
    const { entry, textIndex } = hits[each]!;
    // Those of one rule stand together.
    count = entry === rule ? count + 1 : 1;
    rule = entry;
    if (count > mostPerRule) {
      verdict.omittedViolations += 1;
      continue;
    }
    const place = places[each]!;
    const field = paths ? (paths[textIndex] ?? null) : texts[textIndex]!.path;
    const excerpt = (excerpts[textIndex] ??= excerptsOf(textIndex)).of(place);
    const { effective, shadows } = entry.rulings;
    if (effective) verdict.violations.push(toViolation(hits[each]!, effective, { field, place, excerpt }));
    for (const shadow of shadows)
      verdict.shadowViolations.push({
        ...toViolation(hits[each]!, shadow, { field, place, excerpt }),
        shadow: true,
      });
  }
}

const isDetected = ({ entry }: TextHit) => entry.judge.clue === 'detections';

/** As `mergeSpans` of detections: they are in order, and overlap only where one character stands for several. */
function masksOf(detections: readonly Detection[]): Replacement[] | null {
  const masks: Replacement[] = [];
  let edge = 0;
  for (const { start, end, label } of detections) {
    if (start < edge) return null;
    masks.push({ start, end, replacement: placeholderOf(label) });
    edge = end;
  }
  return masks;
}

interface Where {
  field: string | null;
  place: Span;
  excerpt: string;
}

function toViolation({ entry, label, confidence }: TextHit, ruling: Ruling, where: Where): Violation {
  const { rule } = entry;
  return {
    ruleId: rule.id,
    ruleName: rule.name,
    ruleType: rule.ruleType,
    severity: rule.severity,
    action: ruling.action,
    policyId: ruling.policyId,
    policyVersionId: ruling.policyVersionId,
    field: where.field,
    start: where.place.start,
    end: where.place.end,
    label,
    excerpt: where.excerpt,
    confidence,
    replacement: placeholderOf(label),
  };
}

const none: ReadonlyMap<number, Rewriting[]> = new Map();

function placeAfter({ start, end, label }: Span, rounds: readonly Rewriting[] = []): Span {
  return {
    start: rounds.reduce((place, round) => round.startOf(place), start),
    end: rounds.reduce((place, round) => round.endOf(place), end),
    label,
  };
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
        if (scope.coversField(path)) spans.push(...judge.find(reading));
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
