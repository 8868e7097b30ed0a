import { isWord } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import type { Reading } from './candidate.ts';
import { kindNumbers } from './context-list.ts';

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

const behindIban = /[\s/,;|()-]{1,4}([A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?![A-Za-z0-9])/y;

/** The bank's code, where it stands beside an account number that ends at `from`. */
export function findBicBehind({ text, found }: Reading, from: number): void {
  behindIban.lastIndex = from;
  const [, code, country = ''] = behindIban.exec(text) ?? [];
  if (code === undefined || !countries.has(country)) return;
  const end = behindIban.lastIndex;
  found.push({ start: end - code.length, end, label: 'SWIFT_BIC', kind: undefined, confidence: 0.7 });
}
