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
  /(?:[A-Za-z0-9\u00c0-\u024f](?:[A-Za-z0-9\-\u00c0-\u024f]{0,61}[A-Za-z0-9\u00c0-\u024f])?\.){1,8}([A-Za-z\u00c0-\u024f]{2,24}|xn--[A-Za-z0-9-]{2,59})(?![A-Za-z0-9_\u00c0-\u024f])/y;
const addressLiteral = /\[(?:\d{1,3}\.){3}\d{1,3}\]/y;
const fileEnding =
  /^(?:png|jpe?g|gif|svg|webp|ico|css|scss|js|jsx|mjs|cjs|ts|tsx|json|html?|md|yml|yaml|map|pdf|zip|gz|exe|dll|internal|local|localhost|lan|service|target|socket|timer)$/i;

/** An e-mail address around an `@`. */
export function findEmail(reading: Reading, at: number): void {
  const { text, codes, found } = reading;
  let start = at;
  // Up to what may stand inside a local part but hardly begins one: `to=a@b.com`, `?email=a@b.com`, `path/a@b.com`.
  while (at - start < 64 && (localParts[codes[origin + start - 1]!] === 1 || isApostrophe(codes, start - 1)))
    start -= 1;
  // `.`, `-` and `+` begin none either.
  while (start < at && isLeading(codes[origin + start]!)) start += 1;
  if (start === at || codes[origin + at - 1] === 46 || at - start > 64) return;
  domain.lastIndex = at + 1;
  const match = domain.exec(text);
  if (!match) {
    addressLiteral.lastIndex = at + 1;
    if (addressLiteral.test(text))
      found.push({ start, end: addressLiteral.lastIndex, label: 'EMAIL', kind: undefined, confidence: 0.7 });
    return;
  }
  const [, ending = ''] = match;
  const end = at + 1 + match[0].length;
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

const obfuscated =
  /([A-Za-z0-9._%+-]{1,64}) ?[[({<] ?at ?[\])}>] ?([A-Za-z0-9-]{1,63}(?: ?(?:\.|[[({<] ?dot ?[\])}>]) ?[A-Za-z0-9-]{1,63}){1,4})/iy;

/** `jane (at) example (dot) com`, where `(at)` stands. */
export function findObfuscatedEmail(reading: Reading, at: number): void {
  const { text, found } = reading;
  let start = text.charAt(at - 1) === ' ' ? at - 1 : at;
  const last = start;
  while (start > 0 && last - start < 64 && /[A-Za-z0-9._%+-]/.test(text.charAt(start - 1))) start -= 1;
  obfuscated.lastIndex = start;
  const match = start < last ? obfuscated.exec(text) : null;
  if (match) found.push({ start, end: start + match[0].length, label: 'EMAIL', kind: undefined, confidence: 0.85 });
}
