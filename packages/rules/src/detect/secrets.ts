import { isDigit, isLetter, isWord } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import type { Reading } from './candidate.ts';
import type { SecretFormat } from './secret-formats.ts';

/** A token in its provider's own format. */
export function findToken(reading: Reading, format: SecretFormat, at: number): void {
  const { text, codes, found } = reading;
  let start = at;
  if (!format.starts.some((each) => text.startsWith(each, at))) return;
  // Two of them have their mark in the middle.
  if (format.kind === 'telegram') while (at - start < 10 && isDigit(codes[origin + start - 1]!)) start -= 1;
  if (format.kind === 'terraform') while (at - start < 14 && isWord(codes[origin + start - 1]!)) start -= 1;
  if ((format.kind === 'telegram' && at - start < 8) || (format.kind === 'terraform' && at - start < 14)) return;
  const before = codes[origin + start - 1]!;
  if (isWord(before) || (before === 95 && format.kind.length > 2 && isLetter(codes[origin + start]!))) return;
  format.pattern.lastIndex = at;
  const match = format.pattern.exec(text);
  if (!match) return;
  const end = at + match[0].length;
  const body = match[0].slice(4);
  // Made to be read, not to be used: `ghp_xxxxxxxx`, `sk-your-key-here`.
  if (/^(.)\1+$|x{6}|\*{4}|your|example-?key|placeholder/i.test(body) || new Set(body).size < 5) return;
  found.push({ start, end, label: 'SECRET', kind: format.kind, confidence: 0.98 });
}

const ascii = /[A-Za-z0-9._~+/=-]{16,4000}/y;

/** What follows `Bearer` or `Basic`. */
export function findBearer({ text, found }: Reading, from: number): void {
  if (text.charAt(from) !== ' ' && text.charAt(from) !== ':') return;
  const start = from + (/^[ :]+/.exec(text.slice(from, from + 3))?.[0].length ?? 1);
  ascii.lastIndex = start;
  const match = ascii.exec(text);
  const token = match?.[0].replace(/[.]+$/, '') ?? '';
  if (token.length < 16 || !/\d/.test(token) || !/[A-Za-z]/.test(token)) return;
  found.push({ start, end: start + token.length, label: 'SECRET', kind: 'bearer', confidence: 0.85 });
}

const credentials = /[^\s:@/"'<>`]{0,100}:([^\s@/"'<>`]{1,200})@(?=[\w.[-])/y;

/** The password of `scheme://user:password@host`. `from` is behind the `://`. */
export function findUrlPassword({ text, found }: Reading, from: number): void {
  credentials.lastIndex = from;
  const password = credentials.exec(text)?.[1];
  if (password === undefined || isPlaceholder(password) || /^\d{1,5}$/.test(password)) return;
  const end = credentials.lastIndex - 1;
  found.push({ start: end - password.length, end, label: 'SECRET', kind: 'password', confidence: 0.95 });
}

const privateKey = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/iy;
const longestKey = 12_000;

/** A private key in PEM, up to its last line or as far as it goes on like one. */
export function findPrivateKey({ text, found }: Reading, start: number): void {
  privateKey.lastIndex = start;
  if (!privateKey.test(text)) return;
  const bodyStart = privateKey.lastIndex;
  const window = text.slice(bodyStart, bodyStart + longestKey);
  const closing = /-----END [A-Z0-9 ]{0,60}-----/i.exec(window);
  const opened = window.indexOf('-----BEGIN');
  if (closing && (opened === -1 || closing.index < opened)) {
    found.push({
      start,
      end: bodyStart + closing.index + closing[0].length,
      label: 'SECRET',
      kind: 'pem',
      confidence: 0.99,
    });
    return;
  }
  const body = /^[\s"+]*(?:[A-Za-z0-9+/=]{16,}[\s"+]*)+/.exec(window.slice(0, 4000));
  if (body)
    found.push({ start, end: bodyStart + body[0].trimEnd().length, label: 'SECRET', kind: 'pem', confidence: 0.9 });
}

const separator =
  /(?:["'`\])]|\([^()\n]{1,24}\)| {1,2}(?=[:=])){0,2}\s{0,2}(?::=|=>|->|={1,2}|:|\bis(?: now| set to)?\b|\bto\b|["'],\s?["']value["']\s?:|,(?=\s?["'])|>)\s{0,3}/iy;
const quoted = /(["'`])((?:(?!\1)[^\n\\]){1,200})\1/y;
const open = /[^\s"'`,;<>()[\]{}|\\&]{3,200}/y;

/** The value that is given to a name such as `password` or `api_key`, which ends at `from`. */
export function findAssigned(reading: Reading, from: number, keyStart: number, kind: 'password' | 'key'): void {
  const { text } = reading;
  separator.lastIndex = from;
  const assigned = separator.test(text);
  let start = assigned ? separator.lastIndex : from;
  if (!assigned) {
    // `--password value`, `password value`
    const gap = /^["']?[ \t]{1,2}/.exec(text.slice(from, from + 4));
    if (!gap) return;
    start = from + gap[0].length;
  }
  // `process.env.API_KEY` names a key and does not give one.
  if (!assigned && /\benv\.\w*$/i.test(text.slice(Math.max(0, keyStart - 24), keyStart))) return;
  const option = /(?:^|[\s"'])--?[\w-]*$/.test(text.slice(Math.max(0, keyStart - 24), keyStart));
  quoted.lastIndex = start;
  const inQuotes = quoted.exec(text);
  open.lastIndex = start;
  const value = inQuotes
    ? (inQuotes[2] ?? '')
    : (open.exec(text)?.[0] ?? '').replace(/[.!?:]+$/, (end) =>
        kind === 'password' && end !== '.' && end !== ':' ? end : '',
      );
  if (inQuotes) start += 1;
  const strict = !assigned && !option && !inQuotes;
  const worded = assigned && /\b(?:is|to)\b/i.test(text.slice(from, start));
  if (value === '' || text.charAt(start + value.length) === '(') return;
  const confidence =
    kind === 'password' ? weighPassword(value, inQuotes !== null, strict || worded) : weighKey(value, strict || worded);
  if (confidence > 0)
    reading.found.push({
      start,
      end: start + value.length,
      label: 'SECRET',
      kind: kind === 'password' ? 'password' : 'generic',
      confidence,
    });
}

function weighPassword(value: string, inQuotes: boolean, strict: boolean): number {
  if (value.length < 4 || isPlaceholder(value) || /\s/.test(value)) return 0;
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  if (strict) return mixed && value.length >= 6 && !/^\d+(?:st|nd|rd|th|[a-z]{1,7})$/i.test(value) ? 0.75 : 0;
  if (mixed || /[^A-Za-z0-9_.-]/.test(value)) return 0.92;
  if (/^\d+$/.test(value)) return 0.75;
  return inQuotes ? 0.75 : /^[A-Za-z]{6,}$/.test(value) && !/^[A-Z]?[a-z]+$/.test(value) ? 0.7 : 0;
}

function weighKey(value: string, strict: boolean): number {
  if (value.length < 10 || isPlaceholder(value) || !/^[\x21-\x7e]+$/.test(value) || /^https?:/i.test(value)) return 0;
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  if (!mixed || /^[\d.,:TZ+-]+$/i.test(value) || new Set(value).size < 7) return 0;
  // Paths, file names, words with a number.
  if (/^[a-z]+(?:[-_./][a-z0-9]{1,9}){1,6}$/i.test(value) && !/\d{3}/.test(value.replace(/[-_./]/g, ''))) return 0;
  if (/^(?:run|req|trace|span|sess|user|cust|order|msg|evt|log|agent|org|rule|policy|hitl)[-_]/i.test(value)) return 0;
  return value.length >= 16 ? 0.85 : strict ? 0 : 0.7;
}

const placeholder =
  /^(?:[*x.•#_-]+|<.*>?|\$\{?[\w.]+\}?|\{\{?.*|%\w+%|\(.*|\[.*|null|none|nil|undefined|true|false|yes|no|n\/a|string|str|text|varchar|secret|password|passwd|pwd|token|bearer|basic|required|optional|hidden|masked|redacted|removed|omitted|encrypted|expired|invalid|incorrect|wrong|reset|changed|missing|empty|unknown|default|changeme|change_me|your[-_ ].*|my[-_](?:password|secret|token|key).*|enter.*|insert.*|replace.*|example.*|sample.*|dummy|placeholder|todo|tbd|(?:process|os|import)\.(?:env|environ|meta).*|env[.[(:].*|(?:this|self|config|cfg|settings|options|opts|props|user|req|request|args|params|data|body|form|input|ctx|context)\.[\w.]+|get[A-Z_]\w*|secrets?\..*|vars?\..*|arn:.*|vault:.*|sm:\/\/.*|file:.*|\/run\/secrets.*)$/i;

function isPlaceholder(value: string): boolean {
  return placeholder.test(value) || /\*{3}|•{3}|x{5}|…/i.test(value) || /^[A-Z][A-Z0-9]*_[A-Z0-9_]*$/.test(value);
}
