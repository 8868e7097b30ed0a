import type { Detection } from '../detection.ts';
import { type Automaton, createAutomaton, type Scan } from '../text/automaton.ts';
import { type Shadow, shadowOf } from '../text/shadow.ts';
import { type Candidate, isDigit, isLetter, isWord, type Reading } from './candidate.ts';
import { findCodes } from './codes.ts';
import { findBics, findHeadOfficeBic, findNamedIds, namedLabels } from './context-ids.ts';
import { createContexts, type ContextWord } from './contexts.ts';
import { findBirthDate } from './dates.ts';
import { detectorRoles, detectorWords, joiners } from './detector-words.ts';
import { injectionStarts } from './injections.ts';
import { findEmail, findHexAddress, findIpv4, findObfuscatedEmail, findUrl } from './network.ts';
import { findNumbers, readChain } from './numbers.ts';
import { resolveOverlaps } from './overlaps.ts';
import { findPhone } from './phones.ts';
import { findAssigned, findBearer, findPrivateKey, findToken, findUrlPassword } from './secrets.ts';

let automaton: Automaton | undefined;

/** One pass for all built-in detectors: their words first, then those that injections begin with. */
export function scanForDetectors(text: string): Scan {
  automaton ??= createAutomaton([...detectorWords, ...injectionStarts.map(({ word }) => word)], { alike: joiners });
  return automaton.scan(text);
}

/** The first word of `injectionStarts` in such a scan. */
export const firstInjectionWord = detectorWords.length;

/**
 * Personal data and secrets in a text, in the order of their places and without overlaps. Spans are exact UTF-16
 * offsets into the text as given, disguises included. Linear in the length of the text.
 */
export function detect(text: string): Detection[] {
  const shadow = shadowOf(text);
  return detectIn(shadow, scanForDetectors(shadow.text));
}

/** As `detect`, on a text already scanned. */
export function detectIn(shadow: Shadow, scan: Scan): Detection[] {
  if (scan.words.length === 0 && scan.digitRuns.length === 0 && scan.ats.length === 0) return [];
  const reading = read(shadow.text, scan);
  return resolveOverlaps(reading.found).map((candidate) => toDetection(candidate, shadow));
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

function read(text: string, scan: Scan): Reading {
  const found: Candidate[] = [];
  const placeholders: number[] = [];
  const contextHits: { word: ContextWord; start: number; end: number }[] = [];
  const others: number[] = [];
  for (let hit = 0; hit < scan.words.length; hit++) {
    const role = detectorRoles[scan.words[hit] ?? -1];
    const end = scan.ends[hit] ?? 0;
    if (role === undefined) continue;
    if (role.does === 'context') contextHits.push({ word: role.word, start: end - role.word.text.length, end });
    else if (role.does === 'placeholder') placeholders.push(end);
    else others.push(hit);
  }
  const inPlaceholder = (end: number) =>
    placeholders.some(
      (each) => end < each && text.lastIndexOf('[', end) > text.lastIndexOf(']', end - 1) && each - end < 24,
    );
  const counted = placeholders.length === 0 ? contextHits : contextHits.filter(({ end }) => !inPlaceholder(end));
  const reading: Reading = { text, contexts: createContexts(text, counted, scan.digitRuns), found };
  for (const hit of others) startFromWord(reading, scan.words[hit] ?? 0, scan.ends[hit] ?? 0);
  for (const at of scan.ats) findEmail(reading, at);
  if (counted.some(({ word }) => word.kind === 'SWIFT_BIC')) findBics(reading);
  startFromDigits(reading, scan.digitRuns);
  return reading;
}

function startFromWord(reading: Reading, word: number, end: number): void {
  const role = detectorRoles[word];
  const { text } = reading;
  switch (role?.does) {
    case 'token':
      findToken(reading, role.format, end - role.start.length);
      break;
    case 'assign': {
      const start = end - role.word.length;
      if (standsApart(text, start, end, role.word.length)) findAssigned(reading, end, start, role.kind);
      break;
    }
    case 'bearer':
      if (!isWord(text.charCodeAt(end - 7))) findBearer(reading, end);
      break;
    case 'scheme':
      findUrl(reading, schemeStart(text, end - 3), true);
      findUrlPassword(reading, end);
      break;
    case 'www':
      findUrl(reading, end - 4, false);
      break;
    case 'pem':
      findPrivateKey(reading, end - 10);
      break;
    case 'at':
      findObfuscatedEmail(reading, text.lastIndexOf(/[([{<]/.exec(text.slice(end - 6, end))?.[0] ?? '(', end));
      break;
    case 'headOffice':
      findHeadOfficeBic(reading, end);
      break;
  }
}

/** `pwd` in `DB_PWD` and `dbPwd`, not in `spwdx`; a plural is something else (`tokens: 512`). */
function standsApart(text: string, start: number, end: number, length: number): boolean {
  const before = text.charCodeAt(start - 1);
  const next = text.charCodeAt(end);
  if (isLetter(next) || isDigit(next)) return false;
  const camel = before >= 97 && before <= 122 && text.charCodeAt(start) >= 65 && text.charCodeAt(start) <= 90;
  return length >= 6 || !isWord(before) || camel;
}

function schemeStart(text: string, colon: number): number {
  let start = colon;
  while (start > 0 && colon - start < 6 && isLetter(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

/** Everything that has a digit in it begins at, or around, a run of digits. */
function startFromDigits(reading: Reading, digitRuns: readonly number[]): void {
  const { text, contexts } = reading;
  let atomEnd = 0;
  let hexEdge = 0;
  let numberEnd = 0;
  const mayBeBirth = contexts.mentions('DATE_OF_BIRTH');
  const mayBeNamed = namedLabels.some((label) => contexts.mentions(label));
  for (const digits of digitRuns) {
    if (digits < atomEnd) continue;
    let start = digits;
    while (start > atomEnd && digits - start < 110 && isWord(text.charCodeAt(start - 1))) start -= 1;
    atomEnd = digits;
    while (isWord(text.charCodeAt(atomEnd)) && atomEnd - start < 200) atomEnd += 1;
    if (canBeHex(text, start, atomEnd)) {
      findHexAddress(reading, digits, hexEdge);
      hexEdge = digits + 1;
    }
    // The later groups of a number already found.
    if (digits < numberEnd) continue;
    if (start === digits && atomEnd - start < 21 && isPureDigits(text, start, atomEnd))
      numberEnd = startFromNumber(reading, digits, atomEnd);
    else if (atomEnd - start >= 4) findCodes(reading, start, atomEnd);
    startFromSpacedCode(reading, start, digits);
    if (mayBeNamed && atomEnd - start > 1) findNamedIds(reading, start, digits);
    if (mayBeBirth) findBirthDate(reading, digits);
  }
}

/** Says where a number that leaves no doubt ends, or 0. */
function startFromNumber(reading: Reading, digits: number, atomEnd: number): number {
  const { text, found } = reading;
  const next = text.charCodeAt(atomEnd);
  if (next === 46 && atomEnd - digits <= 3) findIpv4(reading, digits);
  const before = text.charCodeAt(digits - 1);
  const opened = before === 43 || before === 40 || next === 41;
  if (atomEnd - digits < 7 && !opened && !goesOn(text, atomEnd)) return 0;
  const chain = readChain(text, digits);
  const total = chain.counts.at(-1) ?? 0;
  if (total < 7 && !opened) return 0;
  const known = found.length;
  findNumbers(reading, digits, chain);
  findPhone(reading, digits, total);
  // Codes that begin with their digits and go on behind a dash or dot: `12345678-Z`, `12.345.678-K`.
  const end = chain.ends.at(-1) ?? atomEnd;
  const behind = text.charCodeAt(end);
  if (behind === 45 || (total >= 5 && isLetter(behind)) || (behind === 32 && isLetter(text.charCodeAt(end + 1))))
    findCodes(reading, digits, atomEnd);
  let sure = 0;
  for (let index = known; index < found.length; index++) {
    const candidate = found[index];
    if (candidate && candidate.confidence >= 0.7 && candidate.end > sure) sure = candidate.end;
  }
  return sure;
}

function goesOn(text: string, end: number): boolean {
  const code = text.charCodeAt(end);
  if (code !== 32 && code !== 45 && code !== 46 && code !== 47) return isLetter(code);
  const next = text.charCodeAt(end + 1);
  return isDigit(next) || next === 40 || (code === 32 && isDigit(text.charCodeAt(end + 3)));
}

/** Codes whose letters stand apart from the digits: `AB 12 34 56 C`, `X 1234567 D`. */
function startFromSpacedCode(reading: Reading, start: number, digits: number): void {
  const { text } = reading;
  const gap = text.charCodeAt(start - 1);
  if (start !== digits || (gap !== 32 && gap !== 45)) return;
  let letters = start - 1;
  while (letters > 0 && start - letters < 4 && isLetter(text.charCodeAt(letters - 1))) letters -= 1;
  const length = start - 1 - letters;
  if (length === 0 || length > 2 || isWord(text.charCodeAt(letters - 1)) || text.charCodeAt(letters) > 96) return;
  findCodes(reading, letters, letters + length);
}

function isPureDigits(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (!isDigit(text.charCodeAt(index))) return false;
  return true;
}

/** Whether the short word here can be a group of a MAC or IPv6 address, by what stands beside it. */
function canBeHex(text: string, start: number, end: number): boolean {
  const length = end - start;
  if (length > 4) return length === 12;
  const before = text.charCodeAt(start - 1);
  const next = text.charCodeAt(end);
  if (before === 58 || next === 58) return true;
  return (length === 2 && next === 45) || (length === 4 && next === 46);
}
