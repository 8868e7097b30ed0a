import type { PiiLabel } from 'agentaudit-schemas';

import { isCapital, isDigit, isLetter, isWord } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import type { Reading } from './candidate.ts';
import { endsWord } from './codes.ts';
import { kindNumbers } from './context-list.ts';
import type { ContextKind } from './context-words.ts';

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
  { label: 'PASSPORT', kind: kindNumbers.PASSPORT, pattern: /[A-Z]{1,2}[ -]\d{6,8}|\d{2} [A-Z]{2} ?\d{5}|\d{2} \d{2} \d{6}|[A-Za-z0-9]{6,12}/y, digits: 4, digitsInCapitals: 2, confidence: 0.9 },
  { label: 'DRIVER_LICENSE', kind: kindNumbers.DRIVER_LICENSE, pattern: /[A-Za-z0-9]{1,16}(?:[-*][A-Za-z0-9]{1,8}){1,6}|[A-Za-z]{1,5} \d{3,8}(?: \d{2,6}){0,3}(?: [A-Z0-9]{2,5})?|\d{2,3} \d{3} \d{3,4}|[A-Za-z0-9]{4,20}/y, digits: 3, confidence: 0.88 },
  { label: 'MRN', kind: kindNumbers.MRN, pattern: /[A-Za-z]{0,5}[-#: ]?\d[\d-]{2,14}\d[A-Za-z]?|[A-Za-z0-9]{1,6}-[A-Za-z0-9]{3,12}|[A-Za-z0-9]{5,14}/y, digits: 4, confidence: 0.9 },
  { label: 'BANK_ACCOUNT', kind: kindNumbers.BANK_ACCOUNT, pattern: /\d{2,6}(?:[ -]\d{2,8}){1,5}|\d{5,18}/y, digits: 5, confidence: 0.85 },
];

export const namedLabels: readonly ContextKind[] = namedFormats.map(({ label }) => label);

/** Words so broad that the value must look the part and stand right behind. */
const broad: Readonly<Partial<Record<ContextKind, RegExp>>> = {
  MRN: /\b(?:patient|chart)\W{1,3}$/i,
  PASSPORT: /\bpass\W{1,3}$/i,
};

export function findNamedIds(reading: Reading, atomStart: number, digits: number): void {
  const { text, codes, contexts, found } = reading;
  if (codes[origin + atomStart - 1] === 95) return;
  const nearby = contexts.near(atomStart, atomStart + 9);
  if (nearby.count === 0) return;
  for (const format of namedFormats) {
    const named = Math.max(nearby.strengthOf(format.kind), goesOnList(reading, format.label, atomStart) ? 0.9 : 0);
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

const betweenItems = /^(?:, ?|; ?| ?\/ ?| ?& ?|,? (?:and|or|und|oder|et|ou|y|o|e|en|of|i) )$/;

/** `record numbers 4812770 and 4812771` */
function goesOnList({ text, found }: Reading, label: PiiLabel, start: number): boolean {
  const last = found.at(-1);
  return (
    last?.label === label && last.end < start && start - last.end < 8 && betweenItems.test(text.slice(last.end, start))
  );
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

const bics = /(?<![A-Za-z0-9_])[A-Za-z]{4}([A-Za-z]{2})[A-Za-z0-9]{2}(?:[A-Za-z0-9]{3})?(?![A-Za-z0-9_])/g;
const bic = new RegExp(bics.source, 'y');
// prettier-ignore
const countries = new Set(
  ('AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ ' +
    'FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ' +
    'ME MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ' +
    'ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW').split(' '),
);

/** Bank codes have no digit to be found by: in a text that speaks of one, every word is looked at. */
export function findBics({ text, contexts, found }: Reading): void {
  for (const match of text.matchAll(bics)) {
    if (!countries.has((match[1] ?? '').toUpperCase())) continue;
    const lower = match[0] === match[0].toLowerCase();
    if (match[0] !== match[0].toUpperCase() && !(lower && /\d/.test(match[0]))) continue;
    const { index } = match;
    const named = contexts.near(index, index + match[0].length).strengthOf(kindNumbers.SWIFT_BIC);
    if (named < 0.6 || /^(?:SWIFT|BANK|CODE|ROUTING|ACCOUNT)/.test(match[0])) continue;
    found.push({
      start: index,
      end: index + match[0].length,
      label: 'SWIFT_BIC',
      kind: undefined,
      confidence: 0.5 + named * 0.45,
    });
  }
}

/** One without a word, where a cell or field holds nothing else and it ends in the head office's `XXX`. */
export function findHeadOfficeBic({ text, codes, found }: Reading, end: number): void {
  const start = end - 11;
  bic.lastIndex = start;
  const match = start >= 0 && !isWord(codes[origin + start - 1]!) ? bic.exec(text) : null;
  if (!match || match[0].length !== 11 || match[0] !== match[0].toUpperCase() || !countries.has(match[1] ?? '')) return;
  found.push({ start, end, label: 'SWIFT_BIC', kind: undefined, confidence: 0.75 });
}
