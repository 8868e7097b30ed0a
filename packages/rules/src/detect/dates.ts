import { isWord } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import type { Reading } from './candidate.ts';
import { kindNumbers } from './context-list.ts';
import { goesOnList, mayGoOnList } from './list-items.ts';

const month =
  '(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]v(?:rier)?|mar(?:ch|s|zo|t)?|m[äa]rz|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|maggio|june?|juni?|juin|junio|giugno|july?|juli|juillet|julio|luglio|aug(?:ust|ustus)?|ao[ûu]t|ago(?:sto)?|sept?(?:ember|embre|tembre|iembre)?|set(?:embro|tembre)?|okt(?:ober)?|oct(?:ober|obre|ubre)?|ottobre|outubro|nov(?:ember|embre|iembre|embro)?|de[cz](?:ember|embre|embro)?|d[ée]c(?:embre)?|dic(?:iembre|embre)?|ene(?:ro)?|gen(?:naio)?|jan(?:eiro)?|fev(?:ereiro)?|febrero|febbraio|marzo|mar[çc]o|aprile|junho|julho|mei|maart)';
const wholeMonth = new RegExp(`^${month}$`, 'i');
const dayFirst = new RegExp(
  `\\d{1,2}(?:st|nd|rd|th|\\.|º)?[ -/]{1,2}(?:of |de |di )?${month}\\.?,?(?:[ -/]{1,2}| de | del | of )(?:\\d{4}|'?\\d{2})(?!\\d)`,
  'iy',
);
const monthFirst = new RegExp(`${month}\\.?[ -]{1,2}\\d{1,2}(?:st|nd|rd|th)?,?[ -]{1,2}\\d{4}(?!\\d)`, 'iy');
const yearFirst = new RegExp(`(?:19|20)\\d{2}[ -]${month}[ -]\\d{1,2}(?!\\d)`, 'iy');
const iso = /(?:18|19|20)\d{2}([-/.])(?:0?[1-9]|1[0-2])\1(?:3[01]|[12]\d|0?[1-9])(?!\d)/y;
const numeric = /(?:3[01]|[12]\d|0?[1-9])([-/. ])(?:3[01]|[12]\d|0?[1-9])\1(?:(?:18|19|20)\d{2}|\d{2})(?!\d|\1\d)/y;
const compact =
  /(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:3[01]|[12]\d|0[1-9])|(?:3[01]|[12]\d|0[1-9])(?:3[01]|[12]\d|0[1-9])(?:19|20)\d{2})(?!\d)/y;
const asian = /(?:19|20)\d{2} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]/y;
const yearOnly = /(?:19|20)\d{2}(?!\d|[-/.]\d)/y;

/** Dates, but only those that a word says are somebody's birth. */
export function findBirthDate(reading: Reading, digits: number): void {
  const { text, codes, contexts, found } = reading;
  const nearby = contexts.near(digits, digits + 10);
  const near = nearby.strengthOf(kindNumbers.DATE_OF_BIRTH);
  if (near < 0.6 && !mayGoOnList(reading, digits, 'DATE_OF_BIRTH')) return;
  const start = withMonthName(text, digits);
  const named = near < 0.6 && goesOnList(reading, nearby, 'DATE_OF_BIRTH', start) ? 0.9 : near;
  if (named < 0.6) return;
  if (
    isWord(codes[origin + start - 1]!) ||
    (start === digits && /[\d][-/.]$/.test(text.slice(Math.max(0, digits - 2), digits)))
  )
    return;
  for (const pattern of start < digits ? [monthFirst] : [iso, asian, dayFirst, yearFirst, numeric, compact]) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (!match) continue;
    const end = start + match[0].length;
    found.push({ start, end, label: 'DATE_OF_BIRTH', kind: undefined, confidence: 0.5 + named * 0.45 });
    return;
  }
  yearOnly.lastIndex = digits;
  if (
    start === digits &&
    /\b(?:yob|year of birth|birth ?year|geburtsjahr)\W{0,4}$/i.test(text.slice(Math.max(0, digits - 20), digits)) &&
    yearOnly.test(text)
  ) {
    found.push({ start, end: digits + 4, label: 'DATE_OF_BIRTH', kind: undefined, confidence: 0.7 });
  }
}

/** `November 28, 1946` starts at the month, before the first digit. */
function withMonthName(text: string, digits: number): number {
  const words = /([A-Za-zäéûç]{3,10})\.?[ -]{1,2}$/.exec(text.slice(Math.max(0, digits - 13), digits));
  if (!words?.[1]) return digits;
  return wholeMonth.test(words[1]) ? digits - words[0].length : digits;
}
