import { detectIn, scanForDetectors } from '../detect/detect.ts';
import { bitOf, type Detection } from '../detection.ts';
import { findInjections, injectionHits, type Injection } from '../detect/injections.ts';
import type { Automaton } from '../text/automaton.ts';
import type { Scan } from '../text/scan.ts';
import { type Shadow, shadowOf } from '../text/shadow.ts';
import { readUnits } from '../text/units.ts';
import type { Clue } from '../judge/judge.ts';
import type { EventText } from './event-texts.ts';

/** One text of an event, read as often as rules ask but worked out once. */
export interface TextReading {
  readonly path: string;
  readonly text: string;
  detections(): readonly Detection[];
  /** Of the detections, as bits: see `maskOf`. */
  labels(): number;
  /** The same for each detection. */
  bits(): readonly number[];
  injections(): readonly Injection[];
  /** Words of the rules: their hits, and the text they stand in. */
  words(): WordsFound;
}

/** Whether any of the texts has something for rules that go by such a clue. */
export function hasClue(readings: readonly TextReading[], clue: Clue): boolean {
  switch (clue) {
    case 'detections':
      return readings.some((reading) => reading.labels() !== 0);
    case 'injections':
      return readings.some((reading) => reading.injections().length > 0);
    case 'words':
      return readings.some((reading) => reading.words().isDisguised || reading.words().hits.length > 0);
    default:
      return readings.length > 0;
  }
}

/** Pairs of a word, by index, and where it ends, in the order of their ends. */
export interface WordsFound {
  shadow: Shadow;
  /** The text they stand in is not the text as it is written. */
  isDisguised: boolean;
  hits: readonly number[];
}

interface Detected {
  shadow: Shadow;
  detections: readonly Detection[];
  labels: number;
  bits: readonly number[];
  injectionHits: readonly number[];
}

const none: readonly number[] = [];

export function readText({ path, text, lead }: EventText, ruleWords: Automaton | null): TextReading {
  let detected: Detected | undefined;
  let injections: readonly Injection[] | undefined;
  let words: WordsFound | undefined;

  function detectAll(): Detected {
    const beside = lead === '' && !words ? ruleWords : null;
    const scanned = scanForDetectors(lead + text, beside);
    const { shadow } = scanned;
    if (beside) words = { shadow, isDisguised: shadow.text !== text, hits: hitsOf(beside.found()) };
    const detections = withoutLead(detectIn(scanned), lead.length);
    const bits = detections.map(({ label }) => bitOf(label));
    const labels = bits.reduce((mask, bit) => mask | bit, 0);
    detected = { shadow, detections, labels, bits, injectionHits: injectionHits(scanned.scan) };
    return detected;
  }

  return {
    path,
    text,
    detections: () => (detected ?? detectAll()).detections,
    labels: () => (detected ?? detectAll()).labels,
    bits: () => (detected ?? detectAll()).bits,
    injections() {
      if (injections) return injections;
      const { shadow, injectionHits: hits } = detected ?? detectAll();
      injections = hits.length === 0 ? [] : withoutLead(findInjections(shadow, hits), lead.length);
      return injections;
    },
    words() {
      if (words) return words;
      const shadow = shadowOf(text);
      words = {
        shadow,
        isDisguised: shadow.text !== text,
        hits: ruleWords ? hitsOf(ruleWords.scan(readUnits(shadow.text))) : none,
      };
      return words;
    },
  };
}

/** What is kept of a scan, whose arrays the next one takes. */
function hitsOf({ words, ends, hits }: Scan): readonly number[] {
  if (hits === 0) return none;
  const pairs: number[] = [];
  for (let hit = 0; hit < hits; hit++) pairs.push(words[hit]!, ends[hit]!);
  return pairs;
}

function withoutLead<Span extends { start: number; end: number }>(spans: Span[], length: number): Span[] {
  if (length === 0) return spans;
  const inside = spans.filter(({ start, end }) => start >= length && end > length);
  for (const span of inside) {
    span.start -= length;
    span.end -= length;
  }
  return inside;
}
