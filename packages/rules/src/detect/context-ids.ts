import type { PiiLabel } from 'agentaudit-schemas';

import { isCapital, isDigit, isLetter } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import type { Reading } from './candidate.ts';
import { endsWord } from './codes.ts';
import { kindNumbers } from './context-list.ts';
import type { ContextKind } from './context-words.ts';
import { goesOnList, mayGoOnList } from './list-items.ts';

/** Ids with no shape of their own: only the word beside them says what they are. */
interface NamedFormat {
  label: PiiLabel & ContextKind;
  /** The kind of the words that name it, by number. */
  kind: number;
  /** Sticky, from the start of a word. */
  pattern: RegExp;
  /** Digits it must have at least. */
  digits: number;
  /** Where all of it is capitals and it has eight or nine characters. */
  digitsInCapitals?: number;
  confidence: number;
}

// prettier-ignore
const namedFormats: readonly NamedFormat[] = [
  { label: 'PASSPORT', kind: kindNumbers.PASSPORT, pattern: /[A-Z]{1,2}[ -]\d{6,8}|\d{2} [A-Z]{2} ?\d{5}|\d{2} \d{2} \d{6}|[A-Za-z0-9]{6,12}/y, digits: 4, digitsInCapitals: 1, confidence: 0.9 },
  { label: 'DRIVER_LICENSE', kind: kindNumbers.DRIVER_LICENSE, pattern: /[A-Za-z0-9]{1,16}(?:[-*][A-Za-z0-9]{1,8}){1,6}|[A-Za-z]{1,5} \d{3,8}(?: \d{2,6}){0,3}(?: [A-Z0-9]{2,5})?|\d{2,3} \d{3} \d{3,4}|[A-Za-z0-9]{4,20}/y, digits: 3, confidence: 0.88 },
  { label: 'MRN', kind: kindNumbers.MRN, pattern: /[A-Za-z]{0,5}[-#: ]?\d[\d-]{2,14}\d[A-Za-z]?|[A-Za-z0-9]{1,6}-[A-Za-z0-9]{3,12}|[A-Za-z0-9]{5,14}/y, digits: 4, confidence: 0.9 },
  { label: 'BANK_ACCOUNT', kind: kindNumbers.BANK_ACCOUNT, pattern: /\d{2,6}(?:[ -]\d{2,8}){1,5}|\d{5,18}/y, digits: 5, confidence: 0.85 },
];

export const namedLabels: readonly ContextKind[] = namedFormats.map(({ label }) => label);

/** Words so broad that the value must look the part and stand right behind. */
const broad: Readonly<Partial<Record<ContextKind, RegExp>>> = {
  MRN: /\b(?:patient|chart)\W{1,3}$/i,
};

export function findNamedIds(reading: Reading, atomStart: number, digits: number): void {
  const { text, codes, contexts, found } = reading;
  if (codes[origin + atomStart - 1] === 95) return;
  const nearby = contexts.near(atomStart, atomStart + 9);
  if (nearby.count === 0) return;
  const mayBeListed = mayGoOnList(reading, atomStart);
  for (const format of namedFormats) {
    const listed = mayBeListed && goesOnList(reading, nearby, format.label, atomStart);
    const named = Math.max(nearby.strengthOf(format.kind), listed ? 0.9 : 0);
    // A word far off, or in the line before, says too little where there is no shape to go by.
    if (named <= 0.6 || nearby.isNeutral) continue;
    for (const start of beginnings(reading, atomStart, format.label)) {
      format.pattern.lastIndex = start;
      const match = format.pattern.exec(text);
      if (!match || start + match[0].length <= digits || !endsWord(codes, start + match[0].length)) continue;
      const count = digitsIn(codes, start, start + match[0].length);
      if (
        count < (/^[A-Z0-9]{8,9}$/.test(match[0]) ? (format.digitsInCapitals ?? format.digits) : format.digits) ||
        isOther(match[0], text, start, format.label)
      )
        continue;
      found.push({
        start,
        end: start + match[0].length,
        label: format.label,
        kind: undefined,
        confidence: format.confidence * (0.5 + named / 2),
      });
      break;
    }
  }
}

function digitsIn(codes: Uint16Array, start: number, end: number): number {
  let count = 0;
  for (let place = origin + start; place < origin + end; place++) if (isDigit(codes[place]!)) count += 1;
  return count;
}

/** The word itself, and one of letters before it: `AB 1234567`. */
function beginnings({ text, codes }: Reading, atomStart: number, label: PiiLabel): number[] {
  const joint = codes[origin + atomStart - 1]!;
  if ((joint !== 32 && joint !== 45) || !isCapital(codes[origin + atomStart - 2]!)) return [atomStart];
  const before = /(?:^|[^A-Za-z0-9])([A-Z]{1,2})[ -]$/.exec(text.slice(Math.max(0, atomStart - 4), atomStart));
  const separate =
    before?.[1] &&
    (label === 'PASSPORT' || label === 'DRIVER_LICENSE' || (label === 'MRN' && text.charAt(atomStart - 1) === '-'));
  const joined = /(?:^|[^A-Za-z0-9])([A-Z]{2,5})-$/.exec(text.slice(Math.max(0, atomStart - 7), atomStart));
  if (joined?.[1] && (label === 'DRIVER_LICENSE' || (label === 'MRN' && !/MRN/.test(joined[1]))))
    return [atomStart - joined[1].length - 1, atomStart];
  return separate ? [atomStart - (before[1]?.length ?? 0) - 1, atomStart] : [atomStart];
}

/** Dates, years, hashes and the like, which stand beside such words too. */
function isOther(written: string, text: string, start: number, label: PiiLabel): boolean {
  if (
    /^(?:19|20)\d{2}$|^(?:19|20)\d\d([-/.])[01]?\d\1[0-3]?\d$|^[0-3]?\d([-/.])[0-3]?\d\2(?:\d\d){1,2}$/.test(written) &&
    (label !== 'MRN' || !/^\d{2}-\d{2}-\d{2}$/.test(written))
  )
    return true;
  if (
    /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])T?\d*$/.test(written) &&
    label !== 'MRN' &&
    label !== 'BANK_ACCOUNT'
  )
    return true;
  if (written.length > 20 || (isLetter(text.charCodeAt(start)) && /^[a-z]+\d{1,2}$/.test(written))) return true;
  const lead = broad[label as ContextKind];
  return lead ? lead.test(text.slice(Math.max(0, start - 12), start)) && written.replace(/\D/g, '').length < 5 : false;
}
