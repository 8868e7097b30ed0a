import { isDigit, isLetter, isWord } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import type { Reading } from './candidate.ts';
import { isPlaceholder } from './assigned-secrets.ts';
import { begin, mayBegin } from './nesting.ts';
import { nextPlace } from './next-place.ts';
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
  if (!mayBegin(reading.tokens, start)) return;
  format.pattern.lastIndex = at;
  const match = format.pattern.exec(text);
  if (!match) return;
  const end = at + match[0].length;
  const body = match[0].slice(4);
  // Made to be read, not to be used: `ghp_xxxxxxxx`, `sk-your-key-here`.
  begin(reading.tokens, start, end);
  if (!hasDistinct(body, 5) || /^(.)\1+$|x{6}|\*{4}|your|example-?key|placeholder/i.test(body)) return;
  found.push({ start, end, label: 'SECRET', kind: format.kind, confidence: 0.98 });
}

/** Whether it has so many characters that differ. */
function hasDistinct(text: string, count: number): boolean {
  let seen = '';
  for (let index = 0; index < text.length && seen.length < count; index++)
    if (!seen.includes(text.charAt(index))) seen += text.charAt(index);
  return seen.length >= count;
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

/** How programs are given a password, by their names. */
// prettier-ignore
const options = {
  curl: /[ \t](?:-u|--user)[ \t=]{0,2}["']?[^\s:"']{1,64}:([^\s"']{3,200})/,
  sshpass: /[ \t]-p[ \t]?["']?([^\s"']{3,200})/,
  'docker login': /[ \t](?:-p|--password)[ \t=]["']?([^\s"']{3,200})/,
  creds: /^(?:[:=]|[ \t](?:are|is):?|[ \t]-)[ \t]?["']?[\w.@+-]{1,64}["']?[ \t]?[/:][ \t]?["']?(?=\S{0,40}[\d!@#$%^&*])([^\s"'/]{6,100})/,
} as const;
export type Program = keyof typeof options;
export const programs = Object.keys(options) as Program[];

/** The password in the arguments of a program, behind whose name `from` is. */
export function findArgument({ text, codes, found }: Reading, program: Program, from: number): void {
  const next = codes[origin + from]!;
  // `curl/8.5.0` is given nothing.
  if (next !== 32 && next !== 9 && next !== 58 && next !== 61) return;
  const [line = ''] = /^[^\n]*/.exec(text.slice(from, from + 400)) ?? [];
  const match = options[program].exec(line);
  if (!match?.[1] || isPlaceholder(match[1])) return;
  const end = from + match.index + match[0].length;
  found.push({ start: end - match[1].length, end, label: 'SECRET', kind: 'password', confidence: 0.9 });
}

const privateKey = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/iy;
const longestKey = 12_000;

const keyOpening = /-----BEGIN/g;
const keyClosing = /-----END [A-Z0-9 ]{0,60}-----/gi;

/** A private key in PEM, up to its last line or as far as it goes on like one. */
export function findPrivateKey(reading: Reading, start: number): void {
  const { text, found } = reading;
  privateKey.lastIndex = start;
  if (!privateKey.test(text)) return;
  const bodyStart = privateKey.lastIndex;
  const limit = bodyStart + longestKey;
  const opening = nextPlace(keyOpening, text, bodyStart, reading.keyOpening).index;
  const { index, written } = nextPlace(keyClosing, text, bodyStart, reading.keyClosing);
  if (written !== '' && index + written.length <= limit && index < opening) {
    found.push({ start, end: index + written.length, label: 'SECRET', kind: 'pem', confidence: 0.99 });
    return;
  }
  const body = /^[\s"+]*(?:[A-Za-z0-9+/=]{16,}[\s"+]*)+/.exec(text.slice(bodyStart, bodyStart + 4000));
  if (body)
    found.push({ start, end: bodyStart + body[0].trimEnd().length, label: 'SECRET', kind: 'pem', confidence: 0.9 });
}
