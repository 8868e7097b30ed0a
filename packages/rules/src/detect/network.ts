import { isDigit, isLetter, isWord } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import type { Reading } from './candidate.ts';
import { kindNumbers } from './context-list.ts';
import { begin, mayBegin } from './nesting.ts';

const url = /(?:h(?:tt|xx)ps?|ftps?|sftp|wss?):\/\/[^\s"'<>`{}|\\^\u0000-\u001f\u3000-\u303f\uff00-\uffef]{3,2048}/iy;
const bare = /www\d?\.[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}(?::\d{1,5})?(?:[/?#][^\s"'<>`{}|\\^]{0,2048})?/iy;

/** A URL, where its scheme or `www.` begins. */
export function findUrl(reading: Reading, start: number, scheme: boolean): void {
  const { text, codes, found } = reading;
  if (!scheme && (isWord(codes[origin + start - 1]!) || /[/.@-]/.test(text.charAt(start - 1)))) return;
  if (!mayBegin(reading.urls, start)) return;
  const pattern = scheme ? url : bare;
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  if (!match) return;
  let end = start + match[0].length;
  begin(reading.urls, start, end);
  end = withoutTail(codes, start, end);
  const host = /^[^/]*\/\/(?:[^/@]*@)?([^/:?#]*)/.exec(text.slice(start, end))?.[1] ?? 'www';
  if (host.length < 3 && scheme) return;
  found.push({ start, end, label: 'URL', kind: undefined, confidence: 0.9 });
}

const tail = new Set(Array.from('.,;:!?*_~)]', (sign) => sign.charCodeAt(0)));

/** Without what ends a sentence; a bracket stays that was opened in the URL, as in `/Foo_(bar)`. */
function withoutTail(codes: Uint16Array, start: number, end: number): number {
  if (!tail.has(codes[origin + end - 1]!)) return end;
  let round = 0;
  let square = 0;
  for (let place = origin + start; place < origin + end; place++) {
    const code = codes[place]!;
    if (code === 40) round += 1;
    else if (code === 41) round -= 1;
    else if (code === 91) square += 1;
    else if (code === 93) square -= 1;
  }
  let kept = end;
  for (; kept > start && tail.has(codes[origin + kept - 1]!); kept--) {
    const code = codes[origin + kept - 1]!;
    if ((code === 41 && round >= 0) || (code === 93 && square >= 0)) break;
    if (code === 41) round += 1;
    else if (code === 93) square += 1;
  }
  return kept;
}

const { IP_ADDRESS, MAC_ADDRESS } = kindNumbers;

const ipv4 = /(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\d])/y;
const defanged = /(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\[\.\](?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\d[])/y;
const nobody = /^(?:0\.0\.0\.0|127\.0\.0\.1|255\.255\.255\.\d+|255\.255\.\d+\.0|255\.0\.0\.0)$/;

/** Four groups of digits with dots between. */
function isQuad(codes: Uint16Array, start: number): boolean {
  let place = origin + start;
  for (let group = 0; ; group++) {
    if (!isDigit(codes[place]!)) return false;
    if (group === 3) return true;
    for (let digits = 0; digits < 3 && isDigit(codes[place]!); digits++) place += 1;
    if (codes[place] !== 46) return false;
    place += 1;
  }
}

/** `10[.]0[.]0[.]7`, as threat reports write it. */
export function findDefangedIpv4({ text, found }: Reading, start: number): void {
  defanged.lastIndex = start;
  if (defanged.test(text))
    found.push({ start, end: defanged.lastIndex, label: 'IP_ADDRESS', kind: 'ipv4', confidence: 0.9 });
}

export function findIpv4(reading: Reading, start: number): void {
  const { text, codes, contexts, found } = reading;
  if (!isQuad(codes, start)) return;
  const before = text.charAt(start - 1);
  if (
    isWord(codes[origin + start - 1]!) ||
    before === '.' ||
    before === '_' ||
    (before === '-' && isLetter(codes[origin + start - 2]!))
  )
    return;
  ipv4.lastIndex = start;
  const match = ipv4.exec(text);
  if (!match) return;
  const end = start + match[0].length;
  const next = text.charAt(end);
  if (
    (next === '.' && isDigit(codes[origin + end + 1]!)) ||
    next === '_' ||
    isLetter(codes[origin + end]!) ||
    (next === '-' && isWord(codes[origin + end + 1]!))
  )
    return;
  const nearby = contexts.near(start, end);
  const named = nearby.strengthOf(IP_ADDRESS);
  if (
    named === 0 &&
    (nearby.isNeutral || /(?:\bv|version|release|[a-z]\/)$/i.test(text.slice(Math.max(0, start - 8), start).trimEnd()))
  )
    return;
  if (nearby.isNeutral && named < 1) return;
  // Addresses of no machine in particular.
  if (
    nobody.test(match[0]) ||
    (named === 0 && /^\d\.\d\.\d\.\d$/.test(match[0]) && !/^(?:8\.8\.8\.8|1\.1\.1\.1)$/.test(match[0]))
  )
    return;
  found.push({ start, end, label: 'IP_ADDRESS', kind: 'ipv4', confidence: 0.9 });
}

/** Digits and colons of the longest one. */
const longestIpv6 = 39;
const hexAndColons = /[0-9a-fA-F:]{1,38}:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F:]{2,39}/y;
const mac =
  /[0-9a-fA-F]{2}([:-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2}){4}(?![:-]?[0-9a-fA-F]{2}(?![0-9a-zA-Z]))(?![0-9a-zA-Z])/y;
const dottedMac = /[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}(?!\.?[0-9a-zA-Z])/y;
const bareMac = /[0-9a-fA-F]{12}(?![0-9a-zA-Z])/y;

/** Addresses written in hexadecimal, around a run of digits. `edge` is where the last one ended. */
export function findHexAddress(reading: Reading, digits: number, edge: number): void {
  const { text, codes, found } = reading;
  let start = digits;
  while (start > edge && digits - start < 39 && joinsHex(codes[origin + start - 1]!)) start -= 1;
  // Over what only joins it to the words before.
  while (
    start < digits &&
    (codes[origin + start] === 45 ||
      codes[origin + start] === 46 ||
      (codes[origin + start] === 58 && codes[origin + start + 1] !== 58))
  )
    start += 1;
  if (isWord(codes[origin + start - 1]!) || !joinsGroups(text, codes, start)) return;
  for (const pattern of [mac, dottedMac]) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (!match || /^(?:00\W?|ff\W?)+$/i.test(match[0]) || (pattern === dottedMac && !/[a-f]/i.test(match[0]))) continue;
    found.push({ start, end: start + match[0].length, label: 'MAC_ADDRESS', kind: undefined, confidence: 0.92 });
    return;
  }
  findBareMac(reading, start);
  if (!mayBeIpv6(codes, start)) return;
  hexAndColons.lastIndex = start;
  const match = hexAndColons.exec(text);
  const written = match?.[0].replace(/(?<!:):$/, '') ?? '';
  const end = start + written.length;
  if (!isIpv6(written) || isWord(codes[origin + end]!)) return;
  found.push({ start, end, label: 'IP_ADDRESS', kind: 'ipv6', confidence: 0.92 });
}

/** Two colons in a row, or as many as eight groups have, or six before the last two in decimal. */
function mayBeIpv6(codes: Uint16Array, start: number): boolean {
  let colons = 0;
  const first = origin + start;
  for (let place = first; place < first + longestIpv6 && (codes[place] === 58 || isHex(codes[place]!)); place++) {
    if (codes[place] !== 58) continue;
    if (codes[place + 1] === 58) return true;
    colons += 1;
  }
  return colons >= 6 && colons <= 8;
}

/** Whether enough colons, dashes or dots follow for an address: a time of day has two. */
function joinsGroups(text: string, codes: Uint16Array, start: number): boolean {
  let joins = 0;
  for (let place = origin + start; place < origin + start + 40; place++) {
    const code = codes[place]!;
    if (code === 58) {
      if (codes[place + 1] === 58) return true;
      joins += 1;
    } else if (code === 45) joins += 1;
    else if (code === 46) joins += 2;
    else if (!isHex(code)) break;
  }
  return joins >= 4 || isBare(text, start);
}

const isHex = (code: number) => isDigit(code) || ((code | 32) >= 97 && (code | 32) <= 102);
const joinsHex = (code: number) => isHex(code) || code === 58 || code === 45 || code === 46;

function isBare(text: string, start: number): boolean {
  bareMac.lastIndex = start;
  return bareMac.test(text);
}

function findBareMac({ text, contexts, found }: Reading, start: number): void {
  bareMac.lastIndex = start;
  if (!bareMac.test(text) || contexts.near(start, start + 12).strengthOf(MAC_ADDRESS) < 0.9) return;
  found.push({ start, end: start + 12, label: 'MAC_ADDRESS', kind: undefined, confidence: 0.75 });
}

function isIpv6(written: string): boolean {
  if (written.indexOf('::') !== written.lastIndexOf('::') || written.includes(':::')) return false;
  const groups = written.split(':').filter((group) => group !== '');
  if (groups.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group) && !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(group)))
    return false;
  const count = groups.length + (groups.at(-1)?.includes('.') ? 1 : 0);
  if (!written.includes('::')) return count === 8 && !/^:|:$/.test(written);
  return count >= 2 && count <= 7 && /[0-9]/.test(written) && groups.some((group) => group.length > 2);
}
