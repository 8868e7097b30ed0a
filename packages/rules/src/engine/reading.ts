import { detectIn, firstInjectionWord, scanForDetectors } from '../detect/detect.ts';
import type { Detection } from '../detection.ts';
import { findInjections, type Injection } from '../detect/injections.ts';
import type { Automaton, Scan } from '../text/automaton.ts';
import { type Shadow, shadowOf } from '../text/shadow.ts';
import type { EventText } from './event-texts.ts';

/** One text of an event, read as often as rules ask but worked out once. */
export interface TextReading {
  readonly path: string;
  readonly text: string;
  detections(): readonly Detection[];
  injections(): readonly Injection[];
  /** Words of the rules: their hits, and the text they stand in. */
  words(): { shadow: Shadow; scan: Scan };
}

export function readText({ path, text, lead }: EventText, ruleWords: Automaton | null): TextReading {
  let shadow: Shadow | undefined;
  let builtIn: { shadow: Shadow; scan: Scan } | undefined;
  let detections: readonly Detection[] | undefined;
  let injections: readonly Injection[] | undefined;
  let words: Scan | undefined;

  const shadowed = () => (shadow ??= shadowOf(text));
  function scanned() {
    if (builtIn) return builtIn;
    const led = lead === '' ? shadowed() : shadowOf(lead + text);
    builtIn = { shadow: led, scan: scanForDetectors(led.text) };
    return builtIn;
  }

  return {
    path,
    text,
    detections() {
      detections ??= withoutLead(detectIn(scanned().shadow, scanned().scan), lead.length);
      return detections;
    },
    injections() {
      injections ??= withoutLead(findInjections(scanned().shadow, scanned().scan, firstInjectionWord), lead.length);
      return injections;
    },
    words() {
      words ??= ruleWords?.scan(shadowed().text) ?? { words: [], ends: [], digitRuns: [], ats: [] };
      return { shadow: shadowed(), scan: words };
    },
  };
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
