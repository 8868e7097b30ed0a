import { isDigit } from '../text/characters.ts';
import { origin } from '../text/units.ts';

/** Digits from one place on, in groups joined by one space, dash, dot, slash or underscore. */
export interface Chain {
  groups: number;
  /** Where each group ends, and how many digits there are up to there. */
  readonly ends: Int32Array;
  readonly counts: Int32Array;
  /** Behind each group but the last: the unit of what joins it to the next. */
  readonly separators: Uint16Array;
}

const mostGroups = 10;
const mostDigits = 20;
const space = 32;

const chain: Chain = {
  groups: 0,
  ends: new Int32Array(mostGroups),
  counts: new Int32Array(mostGroups),
  separators: new Uint16Array(mostGroups),
};

/** Valid until the next call. */
export function readChain(codes: Uint16Array, start: number): Chain {
  const { ends, counts, separators } = chain;
  let place = origin + start;
  let count = 0;
  for (let group = 0; ; group++) {
    const groupStart = place;
    while (isDigit(codes[place]!)) place += 1;
    count += place - groupStart;
    ends[group] = place - origin;
    counts[group] = count;
    chain.groups = group + 1;
    if (group + 1 === mostGroups || count > mostDigits) return chain;
    const separator = codes[place]!;
    if (isJoin(separator) && isDigit(codes[place + 1]!)) {
      separators[group] = separator;
      place += 1;
    } else if (separator === space && isWideJoin(codes, place) && isDigit(codes[place + 3]!)) {
      separators[group] = codes[place + 1]!;
      place += 3;
    } else return chain;
  }
}

/** Space, `-`, `.`, `/` and `_`. */
export function isJoin(code: number): boolean {
  return code === space || (code >= 45 && code <= 47) || code === 95;
}

/** ` - `, ` . ` or ` / ` */
function isWideJoin(codes: Uint16Array, place: number): boolean {
  const sign = codes[place + 1]!;
  return codes[place + 2] === space && sign >= 45 && sign <= 47;
}

/** Whether one of the first `count` separators is this one. */
export function hasSeparator({ separators }: Chain, separator: number, count: number): boolean {
  for (let group = 0; group < count; group++) if (separators[group] === separator) return true;
  return false;
}

/** `3-2-4`: how long the groups are up to `last`, and what joins them. */
export function shapeOf({ counts, separators }: Chain, last: number): string {
  let shape = String(counts[0]);
  for (let group = 1; group <= last; group++)
    shape += String.fromCharCode(separators[group - 1]!) + String(counts[group]! - counts[group - 1]!);
  return shape;
}

export function digitsOf({ ends, counts }: Chain, last: number, text: string, start: number): string {
  let digits = text.slice(start, ends[0]);
  for (let group = 1; group <= last; group++)
    digits += text.slice(ends[group]! - (counts[group]! - counts[group - 1]!), ends[group]);
  return digits;
}
