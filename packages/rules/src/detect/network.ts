import { isDigit, isLetter, isWord, type Reading } from './candidate.ts';

const local = /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-\u00c0-\u024f]/;
const domain =
  /(?:[A-Za-z0-9\u00c0-\u024f](?:[A-Za-z0-9\-\u00c0-\u024f]{0,61}[A-Za-z0-9\u00c0-\u024f])?\.){1,8}([A-Za-z\u00c0-\u024f]{2,24}|xn--[A-Za-z0-9-]{2,59})(?![A-Za-z0-9_\u00c0-\u024f])/y;
const addressLiteral = /\[(?:\d{1,3}\.){3}\d{1,3}\]/y;
const fileEnding =
  /^(?:png|jpe?g|gif|svg|webp|ico|css|scss|js|jsx|mjs|cjs|ts|tsx|json|html?|md|yml|yaml|map|pdf|zip|gz|exe|dll|internal|local|localhost|lan|service|target|socket|timer)$/i;

/** An e-mail address around an `@`. */
export function findEmail(reading: Reading, at: number): void {
  const { text, found } = reading;
  let start = at;
  while (start > 0 && at - start < 64 && local.test(text.charAt(start - 1))) start -= 1;
  // What may stand inside a local part but hardly begins one: `to=a@b.com`, `?email=a@b.com`, `path/a@b.com`, `'a@b.com`.
  const written = text.slice(start, at);
  const cut = Math.max(
    ...['=', '/', '&', '?', '|', '`', "'", '{', '}', '!', '*', '#', '$', '%', '^', '~'].map((mark) =>
      written.lastIndexOf(mark),
    ),
  );
  start += cut + 1;
  while (start < at && /[.\-+_]/.test(text.charAt(start)) && text.charAt(start) !== '_') start += 1;
  if (start === at || text.charAt(at - 1) === '.' || at - start > 64) return;
  domain.lastIndex = at + 1;
  const match = domain.exec(text);
  if (!match) {
    addressLiteral.lastIndex = at + 1;
    if (addressLiteral.test(text))
      found.push({ start, end: addressLiteral.lastIndex, label: 'EMAIL', confidence: 0.7 });
    return;
  }
  const [, ending = ''] = match;
  const end = at + 1 + match[0].length;
  if (fileEnding.test(ending) || isUserInfo(text, start)) return;
  // A remote in a version-control URL: user `git`, then a path.
  if (text.slice(start, at) === 'git' && /[:/]/.test(text.charAt(end))) return;
  found.push({ start, end, label: 'EMAIL', confidence: 0.97 });
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
  if (match) found.push({ start, end: start + match[0].length, label: 'EMAIL', confidence: 0.85 });
}

const url = /(?:https?|ftps?|sftp|wss?):\/\/[^\s"'<>`{}|\\^\u0000-\u001f\u3000-\u303f\uff00-\uffef]{3,2048}/iy;
const bare = /www\d?\.[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}(?::\d{1,5})?(?:[/?#][^\s"'<>`{}|\\^]{0,2048})?/iy;

/** A URL, where its scheme or `www.` begins. */
export function findUrl(reading: Reading, start: number, scheme: boolean): void {
  const { text, found } = reading;
  if (!scheme && (isWord(text.charCodeAt(start - 1)) || /[/.@-]/.test(text.charAt(start - 1)))) return;
  const pattern = scheme ? url : bare;
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  if (!match) return;
  let end = start + match[0].length;
  while (end > start && /[.,;:!?*_~)\]]/.test(text.charAt(end - 1)) && !closes(text, start, end)) end -= 1;
  const host = /^[^/]*\/\/(?:[^/@]*@)?([^/:?#]*)/.exec(text.slice(start, end))?.[1] ?? 'www';
  if (host.length < 3 && scheme) return;
  found.push({ start, end, label: 'URL', confidence: 0.9 });
}

/** Whether the bracket before `end` belongs to the URL, as in `/Foo_(bar)`. */
function closes(text: string, start: number, end: number): boolean {
  const closing = text.charAt(end - 1);
  const opening = closing === ')' ? '(' : closing === ']' ? '[' : null;
  if (!opening) return false;
  let depth = 0;
  for (let index = start; index < end; index++) {
    if (text.charAt(index) === opening) depth += 1;
    else if (text.charAt(index) === closing) depth -= 1;
  }
  return depth >= 0;
}

const ipv4 = /(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\d])/y;
const nobody = /^(?:0\.0\.0\.0|127\.0\.0\.1|255\.255\.255\.\d+|255\.255\.\d+\.0|255\.0\.0\.0)$/;

export function findIpv4(reading: Reading, start: number): void {
  const { text, contexts, found } = reading;
  const before = text.charAt(start - 1);
  if (
    isWord(text.charCodeAt(start - 1)) ||
    before === '.' ||
    before === '_' ||
    (before === '-' && isLetter(text.charCodeAt(start - 2)))
  )
    return;
  ipv4.lastIndex = start;
  const match = ipv4.exec(text);
  if (!match) return;
  const end = start + match[0].length;
  const next = text.charAt(end);
  if (
    (next === '.' && isDigit(text.charCodeAt(end + 1))) ||
    next === '_' ||
    isLetter(text.charCodeAt(end)) ||
    (next === '-' && isWord(text.charCodeAt(end + 1)))
  )
    return;
  const nearby = contexts.near(start, end);
  const named = nearby.strengthOf('IP_ADDRESS');
  if (
    named === 0 &&
    (nearby.strengthOf('NEUTRAL') >= 0.6 ||
      /(?:\bv|version|release|[a-z]\/)$/i.test(text.slice(Math.max(0, start - 8), start).trimEnd()))
  )
    return;
  if (nearby.strengthOf('NEUTRAL') === 1 && named < 1) return;
  // Addresses of no machine in particular.
  if (
    nobody.test(match[0]) ||
    (named === 0 && /^\d\.\d\.\d\.\d$/.test(match[0]) && !/^(?:8\.8\.8\.8|1\.1\.1\.1)$/.test(match[0]))
  )
    return;
  found.push({ start, end, label: 'IP_ADDRESS', kind: 'ipv4', confidence: 0.9 });
}

const hexAndColons = /[0-9a-fA-F:]{2,39}(?:(?<=:)(?:\d{1,3}\.){3}\d{1,3})?/y;
const mac =
  /[0-9a-fA-F]{2}([:-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2}){4}(?![:-]?[0-9a-fA-F]{2}(?![0-9a-zA-Z]))(?![0-9a-zA-Z])/y;
const dottedMac = /[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}(?![0-9a-zA-Z.])/y;
const bareMac = /[0-9a-fA-F]{12}(?![0-9a-zA-Z])/y;

/** Addresses written in hexadecimal, around a run of digits. `edge` is where the last one ended. */
export function findHexAddress(reading: Reading, digits: number, edge: number): void {
  const { text, found } = reading;
  let start = digits;
  while (start > edge && digits - start < 39 && /[0-9a-fA-F:.-]/.test(text.charAt(start - 1))) start -= 1;
  // Over what only joins it to the words before.
  while (
    start < digits &&
    (text.charAt(start) === '-' ||
      text.charAt(start) === '.' ||
      (text.charAt(start) === ':' && text.charAt(start + 1) !== ':'))
  )
    start += 1;
  if (isWord(text.charCodeAt(start - 1)) || !joinsGroups(text, start)) return;
  for (const pattern of [mac, dottedMac]) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (!match || /^(?:00\W?|ff\W?)+$/i.test(match[0]) || (pattern === dottedMac && !/[a-f]/i.test(match[0]))) continue;
    found.push({ start, end: start + match[0].length, label: 'MAC_ADDRESS', confidence: 0.92 });
    return;
  }
  findBareMac(reading, start);
  hexAndColons.lastIndex = start;
  const match = hexAndColons.exec(text);
  const written = match?.[0].replace(/(?<!:):$/, '') ?? '';
  const end = start + written.length;
  if (!isIpv6(written) || isWord(text.charCodeAt(end))) return;
  found.push({ start, end, label: 'IP_ADDRESS', kind: 'ipv6', confidence: 0.92 });
}

/** Whether enough colons, dashes or dots follow for an address: a time of day has two. */
function joinsGroups(text: string, start: number): boolean {
  let joins = 0;
  for (let index = start; index < start + 40; index++) {
    const code = text.charCodeAt(index);
    if (code === 58) {
      if (text.charCodeAt(index + 1) === 58) return true;
      joins += 1;
    } else if (code === 45) joins += 1;
    else if (code === 46) joins += 2;
    else if (!isDigit(code) && !((code | 32) >= 97 && (code | 32) <= 102)) break;
  }
  return joins >= 4 || isBare(text, start);
}

function isBare(text: string, start: number): boolean {
  bareMac.lastIndex = start;
  return bareMac.test(text);
}

function findBareMac({ text, contexts, found }: Reading, start: number): void {
  bareMac.lastIndex = start;
  if (!bareMac.test(text) || contexts.near(start, start + 12).strengthOf('MAC_ADDRESS') < 0.9) return;
  found.push({ start, end: start + 12, label: 'MAC_ADDRESS', confidence: 0.75 });
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
