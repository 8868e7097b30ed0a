import { isLetter, isWord } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import type { Reading } from './candidate.ts';

/** 1 for what a local part may hold and begin with, or nearly, by unit. */
const localParts = new Uint8Array(65_536);
for (let code = 0; code < localParts.length; code++)
  if (isWord(code) || '._+-'.includes(String.fromCharCode(code)) || (code >= 0xc0 && code <= 0x2_4f))
    localParts[code] = 1;
const isLeading = (code: number) => code === 46 || code === 45 || code === 43;

const domain =
  /(?:[A-Za-z0-9\u00c0-\u024f](?:[A-Za-z0-9\-\u00c0-\u024f]{0,61}[A-Za-z0-9\u00c0-\u024f])?(?:\.|\[\.\])){1,8}([A-Za-z\u00c0-\u024f]{2,24}|xn--[A-Za-z0-9-]{2,59})(?![A-Za-z0-9_\u00c0-\u024f])/y;
const addressLiteral = /\[(?:\d{1,3}\.){3}\d{1,3}\]/y;
const fileEnding =
  /^(?:png|jpe?g|gif|svg|webp|ico|css|scss|js|jsx|mjs|cjs|ts|tsx|json|html?|md|yml|yaml|map|pdf|zip|gz|exe|dll|internal|local|localhost|lan|service|target|socket|timer)$/i;

/** An e-mail address around an `@`. */
export function findEmail(reading: Reading, at: number): void {
  const { text, codes, found } = reading;
  // `jane[@]example.com`
  const bracket = codes[origin + at - 1] === 91 && codes[origin + at + 1] === 93 ? 1 : 0;
  const last = at - bracket;
  let start = last;
  // Up to what may stand inside a local part but hardly begins one: `to=a@b.com`, `?email=a@b.com`, `path/a@b.com`.
  while (last - start < 64 && (localParts[codes[origin + start - 1]!] === 1 || isApostrophe(codes, start - 1)))
    start -= 1;
  // `.`, `-` and `+` begin none either.
  while (start < last && isLeading(codes[origin + start]!)) start += 1;
  if (start === last || codes[origin + last - 1] === 46 || last - start > 64) return;
  domain.lastIndex = at + 1 + bracket;
  const match = domain.exec(text);
  if (!match) {
    addressLiteral.lastIndex = at + 1;
    if (addressLiteral.test(text))
      found.push({ start, end: addressLiteral.lastIndex, label: 'EMAIL', kind: undefined, confidence: 0.7 });
    return;
  }
  const [, ending = ''] = match;
  const end = at + 1 + bracket + match[0].length;
  if (fileEnding.test(ending) || isUserInfo(text, start)) return;
  // A remote in a version-control URL: user `git`, then a path.
  if (text.slice(start, at) === 'git' && /[:/]/.test(text.charAt(end))) return;
  found.push({ start, end, label: 'EMAIL', kind: undefined, confidence: 0.97 });
}

/** Inside a name, as in `o'brien` and `tom.lee'16`; a quotation mark has no two letters of a name before it. */
function isApostrophe(codes: Uint16Array, place: number): boolean {
  if (codes[origin + place] !== 39 || !isWord(codes[origin + place + 1]!)) return false;
  const before = codes[origin + place - 1]!;
  if (!isLetter(before)) return false;
  return isLetter(codes[origin + place - 2]!) || (before | 32) === 111 || (before | 32) === 100;
}

/** `user:password@host` in a URL is no address; `mailto:` is. */
function isUserInfo(text: string, start: number): boolean {
  const lead = text.slice(Math.max(0, start - 120), start);
  return lead.includes('://') && /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@"'<>]*$/i.test(lead);
}

/** As people and threat reports write a dot and an at sign that no machine is to follow. */
const dot = String.raw`(?:\.| ?[[({<] ?(?:dot|\.) ?[\])}>] ?| dot )`;
const ats = /[[({<] ?at ?[\])}>]| at /gi;
const spelledLocal = new RegExp(`[A-Za-z0-9][\\w.%+'-]{0,63}(?:${dot}[\\w%+'-]{1,40}){0,4}$`, 'i');
const spelledDomain = new RegExp(
  ` ?([A-Za-z0-9-]{1,63}(?:${dot}[A-Za-z0-9-]{1,63}){0,4}${dot}([A-Za-z]{2,24}))(?![A-Za-z0-9_])`,
  'iy',
);
const endings =
  /^(?:com|org|net|edu|gov|mil|int|io|ai|co|dev|app|info|biz|eu|uk|de|fr|es|nl|pl|br|ca|au|jp|cn|ru|ch|se|dk|fi|pt|ie|cz|hu|ro|gr|tr|il|ua|kr|mx|ar|cl|za|nz|sg|hk|tw|xyz|tech|cloud|online|site|shop|museum|name|pro|club|agency|health|bank)$/i;
const longestSpelled = 80;

/** `jane (at) example (dot) com` and `jane at example dot com`, where a word for one of the two signs ends at `end`. */
export function findSpelledEmail({ text, found }: Reading, end: number): void {
  const from = Math.max(0, end - longestSpelled);
  let sign: RegExpExecArray | undefined;
  for (const each of text.slice(from, end + 2).matchAll(ats)) sign = each;
  if (!sign) return;
  const at = from + sign.index;
  const before = text.slice(Math.max(0, at - longestSpelled), at);
  const local = spelledLocal.exec(before.trimEnd())?.[0];
  if (local === undefined) return;
  spelledDomain.lastIndex = at + sign[0].length;
  const match = spelledDomain.exec(text);
  if (!match) return;
  const [, domainName = '', ending = ''] = match;
  // Without brackets both are words of any sentence: `look at the dot in it`.
  const isPlain = sign[0].startsWith(' ') && !(ending.length === 2 && / dot /i.test(local));
  if (isPlain && (!endings.test(ending) || !/ dot |[[({<]/i.test(domainName))) return;
  const start = at - (before.length - before.trimEnd().length) - local.length;
  found.push({ start, end: spelledDomain.lastIndex, label: 'EMAIL', kind: undefined, confidence: 0.85 });
}
