import type { PiiLabel } from 'agentaudit-schemas';

import * as checks from './checksums.ts';
import { kindNumbers } from './context-list.ts';
import type { ContextKind } from './context-words.ts';

/** Digits in groups, such as an SSN. `groups` is the shape: lengths and separators, as in `3-2-4`. */
export interface NumberFormat {
  label: PiiLabel;
  kind?: string;
  lengths: readonly number[];
  /** Kinds of words that speak for it, by number. */
  contexts: readonly number[];
  /** What must hold; `context` says how strongly a word beside it speaks for it, from 0 to 1. */
  plausible?: (digits: string, context: number, groups: string) => boolean;
  /** A checksum: evidence where it holds. */
  check?: (digits: string) => boolean;
  /** Confidence without context where the check holds; absent where it needs one. `groups` is empty for a single one. */
  alone?: (groups: string, digits: string) => number;
  /** `alone` looks for more than one group. */
  inGroups?: boolean;
  /** Confidence right beside its word: where the check holds, and where it fails. */
  near: number;
  failed?: number;
}

const grouped = (shape: RegExp, confidence: number) => ({
  alone: (groups: string) => (shape.test(groups) ? confidence : 0),
  inGroups: true,
});
/** Context as strong as this makes up for a checksum or a prefix that fails. */
export const surely = 0.9;
/** A word far off, which is too little for digits without any shape. */
const inPassing = 0.6;
const kindsOf = (...kinds: ContextKind[]) => kinds.map((kind) => kindNumbers[kind]);

const cardPrefix = /^(?:4|5[0-9]|2(?:2[2-9]|[3-6]|7[01]|720)|3[0-9]|6[0-9])/;
const strictCard = (digits: string) =>
  digits.length === 16
    ? /^(?:4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]\d|7[01]|720)|35(?:2[89]|[3-8])|6(?:011|5|4[4-9]|2))/.test(digits)
    : digits.length === 15
      ? /^3[47]/.test(digits)
      : digits.length === 14
        ? /^3(?:0[0-5]|[689])/.test(digits)
        : false;

/** Groups as people write them: not those of a version or an object id. */
const cardGroups = /^$|^[2-7](?:([ -])[2-7](?:\1[2-7])*)$|^4\.4\.4\.[1-7]$/;

const notSame = (digits: string) => !/^(\d)\1*$/.test(digits);
const ssnArea = (digits: string) => !/^(?:000|666|9)/.test(digits) && !/^...00|0000$/.test(digits);
const itinGroup = (digits: string) => /^9..(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])/.test(digits);
const dateFirst = (digits: string) => checks.isMonthDay(digits.slice(2, 6));
const dayMonthFirst = (digits: string) => checks.isMonthDay(digits.slice(2, 4) + digits.slice(0, 2));

const national = (
  kind: ContextKind,
  format: Omit<NumberFormat, 'label' | 'kind' | 'contexts' | 'near'> & { near?: number },
): NumberFormat => ({
  ...format,
  label: 'NATIONAL_ID',
  kind,
  contexts: kindsOf(kind, 'GENERIC_ID'),
  near: format.near ?? 0.95,
});

// prettier-ignore
export const numberFormats: readonly NumberFormat[] = [
  { label: 'CREDIT_CARD', lengths: [12, 13, 14, 15, 16, 17, 18, 19], contexts: kindsOf('CREDIT_CARD'), plausible: (digits, context) => notSame(digits) && (context >= surely || cardPrefix.test(digits)), check: checks.luhn,
    alone: (groups, digits) => (strictCard(digits) && cardGroups.test(groups) ? (groups.includes('-') || groups.includes(' ') ? 0.9 : 0.8) : 0), near: 0.98 },
  { label: 'US_SSN', lengths: [9], contexts: kindsOf('US_SSN'), plausible: (digits, context, groups) => notSame(digits) && (groups === '' ? context > inPassing : groups.startsWith('3')), check: ssnArea,
    alone: (groups) => (groups === '3-2-4' ? 0.75 : groups === '3 2 4' || groups === '3.2.4' ? 0.5 : 0), inGroups: true, near: 0.96, failed: 0.72 },
  { label: 'US_ITIN', lengths: [9], contexts: kindsOf('US_ITIN'), plausible: (digits) => digits.startsWith('9'), check: itinGroup, ...grouped(/^3-2-4$/, 0.65), near: 0.97, failed: 0.75 },
  { label: 'US_EIN', lengths: [9], contexts: kindsOf('US_EIN'), plausible: (digits, context, groups) => notSame(digits) && (groups === '' ? context > inPassing : groups !== '3-2-4'), check: (digits) => !/^(?:0[07-9]|1[7-9]|2[89]|49|69|7[089]|89|9[67])/.test(digits),
    near: 0.93, failed: 0.7 },
  { label: 'ABA_ROUTING', lengths: [9], contexts: kindsOf('ABA_ROUTING'), check: checks.abaRouting, near: 0.97, failed: 0.75 },
  { label: 'NPI', lengths: [10], contexts: kindsOf('NPI'), plausible: (digits, context) => context >= surely || /^[12]/.test(digits), check: checks.npi, near: 0.97, failed: 0.75 },
  national('UK_NHS', { lengths: [10], check: checks.ukNhs, near: 0.97, failed: 0.6 }),
  national('CA_SIN', { lengths: [9], check: checks.luhn, plausible: notSame, near: 0.96, failed: 0.55 }),
  national('IN_AADHAAR', { lengths: [12], check: checks.verhoeff, plausible: (digits) => /^[2-9]/.test(digits), ...grouped(/^4([ -])4\1(?:4)$/, 0.55), near: 0.97, failed: 0.6 }),
  national('FR_NIR', { lengths: [15], check: checks.frenchNir, plausible: (digits) => /^[1-478]/.test(digits), alone: () => 0.75, near: 0.98, failed: 0.6 }),
  national('FR_NIR', { lengths: [13], plausible: (digits) => /^[12]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)/.test(digits), near: 0.7 }),
  national('PL_PESEL', { lengths: [11], check: checks.polishPesel, near: 0.98, failed: 0.6 }),
  national('BR_CPF', { lengths: [11], check: checks.brazilianCpf, ...grouped(/^3\.3\.3-2$/, 0.9), near: 0.98, failed: 0.6 }),
  national('NL_BSN', { lengths: [8, 9], check: (digits) => checks.dutchBsn(digits.padStart(9, '0')), near: 0.97, failed: 0.55 }),
  national('DE_TAX_ID', { lengths: [11], check: checks.germanTaxId, plausible: (digits) => !digits.startsWith('0'), ...grouped(/^2 3 3 3$/, 0.65), near: 0.97, failed: 0.6 }),
  national('SE_PERSONNUMMER', { lengths: [10, 12], check: checks.swedishPersonalNumber, plausible: (digits) => checks.isMonthDay(digits.slice(-8, -4)) && /^.{10}$|^(?:18|19|20)/.test(digits), ...grouped(/^[68]-4$/, 0.6), near: 0.97, failed: 0.55 }),
  national('NO_FODSELSNUMMER', { lengths: [11], check: checks.norwegianBirthNumber, plausible: dayMonthFirst, ...grouped(/^6 5$/, 0.7), near: 0.97, failed: 0.55 }),
  national('DK_CPR', { lengths: [10], plausible: dayMonthFirst, near: 0.85 }),
  national('BE_NRN', { lengths: [11], check: checks.belgianNationalNumber, ...grouped(/^2\.2\.2-3\.2$/, 0.9), near: 0.97, failed: 0.55 }),
  national('PT_NIF', { lengths: [9], check: checks.portugueseNif, near: 0.9 }),
  national('CH_AHV', { lengths: [13], check: checks.swissAhv, plausible: (digits) => digits.startsWith('756'), alone: () => 0.9, near: 0.98 }),
  national('AU_TFN', { lengths: [9], check: checks.australianTfn, near: 0.96, failed: 0.55 }),
  national('AU_MEDICARE', { lengths: [10, 11], check: checks.australianMedicare, plausible: (digits) => /^[2-6]/.test(digits), near: 0.9 }),
  national('KR_RRN', { lengths: [13], plausible: (digits) => dateFirst(digits) && /^.{6}[1-8]/.test(digits), ...grouped(/^6-7$/, 0.8), near: 0.97 }),
  national('CN_RESIDENT_ID', { lengths: [18], check: checks.chineseResidentId, plausible: (digits) => /^[1-8].{5}(?:19|20)/.test(digits), alone: () => 0.8, near: 0.98 }),
  national('JP_MY_NUMBER', { lengths: [12], near: 0.85 }),
  national('ZA_ID', { lengths: [13], check: checks.southAfricanId, near: 0.95 }),
  national('TR_TCKN', { lengths: [11], check: checks.turkishId, plausible: (digits) => !digits.startsWith('0'), near: 0.97 }),
  national('CL_RUT', { lengths: [8, 9], check: checks.chileanRut, ...grouped(/^[12]?\d?\.3\.3-1$/, 0.8), near: 0.95 }),
  { label: 'NATIONAL_ID', kind: 'GENERIC_ID', lengths: [8, 9, 10, 11, 12, 13, 14, 15, 16], contexts: kindsOf('GENERIC_ID'), near: 0.65 },
];
