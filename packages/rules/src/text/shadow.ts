import { foldCharacter } from './fold-unicode.ts';
import { grown } from './growing.ts';
import { countUpTo } from './positions.ts';

/** A text as a detector reads it, with the way back to the text as it was written. */
export interface Shadow {
  text: string;
  /** Where in the original the character at `index` starts. */
  startOf(index: number): number;
  /** Where in the original the character before `index` ends. */
  endOf(index: number): number;
}

const maybeDisguised = /[%&\\\u0080-\uffff]/;
// Bounded everywhere: a repeat without end would read the rest of a hostile text again at every character.
const percent = /%(?:25){0,4}([0-9A-Fa-f]{2})/y;
const entity = /&(?:amp;){0,4}(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,8}));/y;
const escape = /\\{1,16}(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(["'/nrt]))/y;
const spaced =
  /(?<![0-9A-Za-z])(?:[0-9]|[A-Z] {1,3}[A-Z] {1,3}[0-9])(?: {1,3}(?:[0-9A-Z](?![0-9A-Za-z])|[-./@])){4,40}/g;
const maybeSpaced = /[0-9] {1,3}[0-9-./] {1,3}[0-9-./] {1,3}[0-9-./] /;

// prettier-ignore
const entities: Readonly<Record<string, string>> = {
  amp: '&', apos: "'", ast: '*', colon: ':', comma: ',', commat: '@', dash: '-', emsp: ' ', ensp: ' ', equals: '=',
  excl: '!', gt: '>', horbar: '-', hyphen: '-', lowbar: '_', lpar: '(', lt: '<', mdash: '-', minus: '-', nbsp: ' ',
  ndash: '-', num: '#', percnt: '%', period: '.', plus: '+', quest: '?', quot: '"', rpar: ')', semi: ';', shy: '',
  sol: '/', thinsp: ' ', zwj: '', zwnj: '',
};

/**
 * Undoes what hides data in a text: compatibility characters, invisible ones, odd dashes and spaces, URL encoding,
 * HTML entities, JSON escapes, and digits written one by one. Linear in the text; a plain text is its own shadow.
 */
export function shadowOf(text: string): Shadow {
  const hasPercent = text.includes('%');
  let shadow = maybeDisguised.test(text)
    ? rewrite(
        text,
        decodeAt,
        (code) => code >= 0x80 || code === 37 || code === 38 || code === 92 || (code === 43 && hasPercent),
      )
    : plain(text);
  if (maybeSpaced.test(shadow.text)) shadow = compose(shadow, joinSpaced(shadow.text));
  return shadow;
}

/** Of a text that hides nothing. */
export function plain(text: string): Shadow {
  return { text, startOf: (index) => index, endOf: (index) => index };
}

function compose(outer: Shadow, inner: Shadow): Shadow {
  if (inner.text === outer.text) return outer;
  return {
    text: inner.text,
    startOf: (index) => outer.startOf(inner.startOf(index)),
    endOf: (index) => outer.endOf(inner.endOf(index)),
  };
}

/** What stands at `index`, and how long it is as written; `null` where it stands for itself. */
type Decode = (text: string, index: number) => { value: string; length: number } | null;

const decodeAt: Decode = (text, index) => {
  const code = text.charCodeAt(index);
  if (code === 37) return decodePercent(text, index);
  if (code === 43) return inEncodedRun(text, index) ? { value: ' ', length: 1 } : null;
  if (code === 38) return decodeEntity(text, index);
  if (code === 92) return decodeEscape(text, index);
  const point = text.codePointAt(index) ?? code;
  const length = point > 0xff_ff ? 2 : 1;
  const value = foldCharacter(point);
  return value.length === length && value.codePointAt(0) === point ? null : { value, length };
};

function decodePercent(text: string, index: number) {
  const bytes: number[] = [];
  let end = index;
  let needed = 1;
  while (bytes.length < needed) {
    percent.lastIndex = end;
    const match = percent.exec(text);
    if (!match) return null;
    const byte = Number.parseInt(match[1] ?? '', 16);
    if (bytes.length === 0) needed = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    else if ((byte & 0xc0) !== 0x80) return null;
    bytes.push(byte);
    end = percent.lastIndex;
  }
  const [first = 0, ...rest] = bytes;
  const point = needed === 1 ? first : rest.reduce((sum, byte) => (sum << 6) | (byte & 0x3f), first & (0x7f >> needed));
  return { value: folded(point), length: end - index };
}

/** In a form body `+` is a space; only where the same unbroken run is percent-encoded elsewhere. */
function inEncodedRun(text: string, index: number): boolean {
  const window = text.slice(Math.max(0, index - 40), index + 40);
  const middle = Math.min(40, index);
  const from = window.slice(0, middle).search(/[^\s"'<>]*$/);
  const to = middle + window.slice(middle).search(/[\s"'<>]|$/);
  return /%[0-9A-Fa-f]{2}/.test(window.slice(from, to));
}

function decodeEntity(text: string, index: number) {
  entity.lastIndex = index;
  const match = entity.exec(text);
  if (!match) return null;
  const [written, decimal, hexadecimal, name] = match;
  const value =
    name === undefined
      ? folded(decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16))
      : entities[name.toLowerCase()];
  return value === undefined ? null : { value, length: written.length };
}

function decodeEscape(text: string, index: number) {
  escape.lastIndex = index;
  const match = escape.exec(text);
  if (!match) return null;
  const [written, unicode, byte, character = ''] = match;
  if (unicode ?? byte) return { value: folded(Number.parseInt(unicode ?? byte ?? '', 16)), length: written.length };
  return {
    value: character === 'n' || character === 'r' ? '\n' : character === 't' ? '\t' : character,
    length: written.length,
  };
}

function folded(point: number): string {
  if (point < 128) return String.fromCharCode(point);
  return point > 0x10_ff_ff || (point >= 0xd8_00 && point < 0xe0_00) ? ' ' : foldCharacter(point);
}

function joinSpaced(text: string): Shadow {
  const drops: number[] = [];
  for (const match of text.matchAll(spaced)) {
    for (let index = match.index; index < match.index + match[0].length; index++) {
      if (text.charCodeAt(index) === 32) drops.push(index);
    }
  }
  const dropped = new Set(drops);
  return rewrite(
    text,
    (_, index) => (dropped.has(index) ? { value: '', length: 1 } : null),
    (code) => code === 32,
  );
}

/** Rewrites what is of interest, and keeps breakpoints: between two of them the texts run side by side. */
function rewrite(text: string, decode: Decode, isOfInterest: (code: number) => boolean): Shadow {
  const pieces: string[] = [];
  let length = 0;
  let at = new Int32Array(64);
  let starts = new Int32Array(64);
  let ends = new Int32Array(64);
  let marks = 0;
  let copied = 0;
  for (let index = 0; index < text.length; index++) {
    if (!isOfInterest(text.charCodeAt(index))) continue;
    const decoded = decode(text, index);
    if (!decoded) continue;
    const { value } = decoded;
    if (copied < index) pieces.push(text.slice(copied, index));
    length += index - copied;
    const after = index + decoded.length;
    if (value === '') mark(length, after, index);
    else {
      for (let inner = 1; inner < value.length; inner++) mark(length + inner, index, after);
      pieces.push(value);
      length += value.length;
      mark(length, after, after);
    }
    copied = after;
    index = after - 1;
  }
  if (marks === 0) return plain(text);
  pieces.push(text.slice(copied));
  return {
    text: pieces.join(''),
    startOf(index) {
      const last = countUpTo(at, index, marks) - 1;
      return last < 0 ? index : starts[last]! + index - at[last]!;
    },
    endOf(index) {
      const first = countUpTo(at, index - 1, marks);
      if (first < marks && at[first] === index) return ends[first]!;
      return first === 0 ? index : starts[first - 1]! + index - at[first - 1]!;
    },
  };

  function mark(position: number, start: number, end: number): void {
    if (marks === at.length) {
      at = grown(at);
      starts = grown(starts);
      ends = grown(ends);
    }
    at[marks] = position;
    starts[marks] = start;
    ends[marks] = end;
    marks += 1;
  }
}
