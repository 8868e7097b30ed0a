import type { Detection } from '../detection.ts';
import type { Automaton } from '../text/automaton.ts';
import type { Scan } from '../text/scan.ts';
import { createAutomaton } from '../text/automaton.ts';
import { countUpTo } from '../text/positions.ts';
import { plain, type Shadow, shadowOf } from '../text/shadow.ts';
import { origin, readUnits, type Units } from '../text/units.ts';
import type { Candidate, Reading } from './candidate.ts';
import { findBics } from './bank-codes.ts';
import { readContextHits } from './context-hits.ts';
import { createContexts } from './contexts.ts';
import { detectorWords, joiners } from './detector-words.ts';
import { findEmail } from './emails.ts';
import { startFromDigits } from './from-digits.ts';
import { startFromWord } from './from-words.ts';
import { injectionStarts } from './injections.ts';
import { createNesting } from './nesting.ts';
import { unknownPlace } from './next-place.ts';
import { resolveOverlaps } from './overlaps.ts';
import { mentionsIn, sortHits } from './word-hits.ts';

let automaton: Automaton | undefined;

/** A text as the detectors see it. All but the shadow is valid until the next text is scanned. */
export interface ScannedText {
  shadow: Shadow;
  units: Units;
  scan: Scan;
}

/**
 * One pass for all built-in detectors: their words first, then those that injections begin with. `beside` takes the
 * same pass, over the same text.
 */
export function scanForDetectors(text: string, beside: Automaton | null = null): ScannedText {
  automaton ??= createAutomaton([...detectorWords, ...injectionStarts.map(({ word }) => word)], {
    alike: joiners,
    marks: true,
  });
  const units = readUnits(text);
  if (units.isAscii) {
    const scan = scanWith(automaton, beside, units, true);
    if (!scan.stopped) return { shadow: plain(text), units, scan };
  }
  const shadow = shadowOf(text);
  const shadowUnits = shadow.text === text ? units : readUnits(shadow.text);
  return { shadow, units: shadowUnits, scan: scanWith(automaton, beside, shadowUnits, false) };
}

function scanWith(own: Automaton, beside: Automaton | null, units: Units, stopAtDisguise: boolean): Scan {
  return beside ? own.scanBeside(units, beside, { stopAtDisguise }) : own.scan(units, { stopAtDisguise });
}

/**
 * Personal data and secrets in a text, in the order of their places and without overlaps. Spans are exact UTF-16
 * offsets into the text as given, disguises included. Linear in the length of the text.
 */
export function detect(text: string): Detection[] {
  return detectIn(scanForDetectors(text));
}

/** As `detect`, on the text scanned last. */
export function detectIn({ shadow, units, scan }: ScannedText): Detection[] {
  if (scan.hits === 0 && scan.runs === 0 && scan.atCount === 0) return [];
  const found = read(shadow.text, units, scan);
  if (found.length === 0) return [];
  return resolveOverlaps(found).map((candidate) => toDetection(candidate, shadow));
}

function toDetection({ start, end, label, kind, confidence }: Candidate, shadow: Shadow): Detection {
  const detection: Detection = {
    start: shadow.startOf(start),
    end: shadow.endOf(end),
    label,
    confidence: Math.round(confidence * 100) / 100,
  };
  if (kind !== undefined) detection.kind = kind;
  return detection;
}

function read(text: string, { codes }: Units, scan: Scan): Candidate[] {
  const sorted = sortHits(scan);
  const mayHoldBics = (sorted.mentions & mentionsIn.SWIFT_BIC) !== 0;
  if (scan.runs === 0 && scan.atCount === 0 && sorted.starts.length === 0 && !mayHoldBics) return [];
  const isCounted = sorted.placeholders.length === 0 ? null : outsidePlaceholders(codes, sorted.placeholders);
  const readHits = () => readContextHits(scan, codes, isCounted);
  const reading: Reading = {
    text,
    codes,
    contexts: createContexts({ text, codes, scan, readHits }),
    found: [],
    urls: createNesting(),
    tokens: createNesting(),
    values: createNesting(),
    keyOpening: unknownPlace(),
    keyClosing: unknownPlace(),
  };
  for (const hit of sorted.starts) startFromWord(reading, scan.words[hit]!, scan.ends[hit]!);
  for (let each = 0; each < scan.atCount; each++) findEmail(reading, scan.ats[each]!);
  if (mayHoldBics) findBics(reading);
  startFromDigits(reading, scan, sorted.mentions);
  return reading.found;
}

const longestPlaceholder = 24;

/** A word inside a placeholder such as `[US_SSN]` says nothing of what stands beside it. */
function outsidePlaceholders(codes: Uint16Array, placeholders: readonly number[]): (end: number) => boolean {
  return (end) => {
    const next = placeholders[countUpTo(placeholders, end)];
    return next === undefined || next - end >= longestPlaceholder || !isOpen(codes, end);
  };
}

/** Whether the last bracket up to here is an opening one. There is one close by, as a placeholder is. */
function isOpen(codes: Uint16Array, end: number): boolean {
  let place = origin + end;
  if (codes[place] === 91) return true;
  do place -= 1;
  while (place >= origin && codes[place] !== 91 && codes[place] !== 93);
  return codes[place] === 91;
}
