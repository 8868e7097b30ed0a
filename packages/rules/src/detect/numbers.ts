import { isDigit, isLetter, leastConfidence, type Reading } from './candidate.ts';
import type { Nearby } from './contexts.ts';
import { never, type NumberFormat, numberFormats } from './number-formats.ts';

const byLength = (formats: readonly NumberFormat[]) =>
  Array.from({ length: 21 }, (_, length) => formats.filter(({ lengths }) => lengths.includes(length)));
const formatsByLength = byLength(numberFormats);
/** Those that can do without a word beside them. */
const aloneByLength = byLength(numberFormats.filter(({ alone }) => alone !== never));

/** Digits from one place on, in groups joined by one space, dash, dot or slash. */
export interface Chain {
  /** Where each group ends, and how many digits there are up to there. */
  ends: number[];
  counts: number[];
  separators: string[];
}

const mostGroups = 10;
const mostDigits = 20;

export function readChain(text: string, start: number): Chain {
  const chain: Chain = { ends: [], counts: [], separators: [] };
  let index = start;
  let count = 0;
  for (;;) {
    const groupStart = index;
    while (isDigit(text.charCodeAt(index))) index += 1;
    count += index - groupStart;
    chain.ends.push(index);
    chain.counts.push(count);
    if (chain.ends.length === mostGroups || count > mostDigits) return chain;
    const separator = text.charAt(index);
    const spacedOut = text.slice(index, index + 3);
    if (' -./'.includes(separator) && isDigit(text.charCodeAt(index + 1))) index += 1;
    else if ((spacedOut === ' - ' || spacedOut === ' . ' || spacedOut === ' / ') && isDigit(text.charCodeAt(index + 3)))
      index += 3;
    else return chain;
    chain.separators.push(text.slice(chain.ends.at(-1), index).trim() || ' ');
  }
}

/** Numbers with a known count of digits. */
export function findNumbers(reading: Reading, start: number, chain: Chain): void {
  const { text } = reading;
  const before = text.charCodeAt(start - 1);
  // Money, decimals and the tails of longer codes.
  if (before === 36 || before === 0x20_ac || before === 0xa3) return;
  if (
    chain.ends.length === 1 &&
    isDigit(text.charCodeAt(start - 2)) &&
    (before === 46 || (before === 44 && chain.counts[0] === 3))
  )
    return;
  const glued = isGlued(text, start, before);
  for (let last = chain.ends.length - 1; last >= 0; last--) {
    const count = chain.counts[last] ?? 0;
    if (!formatsByLength[count]?.length || !endsHere(text, chain, last)) continue;
    const end = chain.ends[last] ?? start;
    const nearby = reading.contexts.near(start, end);
    const named = nearby.kinds.length > 0;
    const formats = (named ? formatsByLength : aloneByLength)[count] ?? [];
    if (formats.length === 0 || (!named && glued)) continue;
    const shape = shapeOf(chain, last, start);
    const digits = end - start === count ? text.slice(start, end) : text.slice(start, end).replace(/\D/g, '');
    const needsContext = glued || startsInside(text, start, chain, last);
    for (const format of formats) {
      const confidence = weigh(format, shape, digits, nearby, needsContext);
      if (confidence >= leastConfidence)
        reading.found.push({ start, end, label: format.label, kind: format.kind, confidence });
    }
  }
}

/** `3-2-4`: how long the groups are and what joins them. */
function shapeOf(chain: Chain, last: number, start: number): string {
  let shape = String((chain.ends[0] ?? start) - start);
  for (let group = 1; group <= last; group++) {
    shape += (chain.separators[group - 1] ?? '') + String((chain.counts[group] ?? 0) - (chain.counts[group - 1] ?? 0));
  }
  return shape;
}

function weigh(format: NumberFormat, shape: string, digits: string, nearby: Nearby, needsContext: boolean): number {
  let context = 0;
  for (const kind of format.contexts) {
    if (!nearby.kinds.includes(kind)) continue;
    // The general word for any national id says less than the id's own name.
    const strength = nearby.strengthOf(kind) * (kind === 'GENERIC_ID' && format.kind !== 'GENERIC_ID' ? 0.85 : 1);
    if (strength > context) context = strength;
  }
  const alone = needsContext ? 0 : format.alone(shape, digits);
  if ((context === 0 && alone === 0) || (format.plausible && !format.plausible(digits))) return 0;
  const holds = !format.check || format.check(digits);
  const worth = holds ? format.near : context >= 0.9 ? (format.failed ?? 0) : 0;
  const named = context === 0 ? 0 : worth * (0.5 + context / 2);
  if (!holds) return named;
  const doubted = alone > 0.55 && nearby.strengthOf('NEUTRAL') === 1 && !/\D/.test(shape);
  return Math.max(named, doubted ? alone - 0.35 : alone);
}

/** Part of a longer code, such as the digits of `run-1833273789`. */
function isGlued(text: string, start: number, before: number): boolean {
  if (before === 45 || before === 47 || before === 46 || before === 95 || before === 64) {
    const first = text.charCodeAt(start - 2);
    return before === 64 || before === 95 || isLetter(first) || first === 47;
  }
  return false;
}

/** Whether a number may end with this group: nothing goes on behind it that belongs to it. */
function endsHere(text: string, chain: Chain, last: number): boolean {
  const end = chain.ends[last] ?? 0;
  const next = text.charCodeAt(end);
  if (last < chain.separators.length) {
    const following = chain.separators[last] ?? '';
    const inside = chain.separators.slice(0, last);
    if (following === ' ') return inside.length === 0 || !inside.includes(' ') || (chain.counts[last] ?? 0) >= 9;
    return inside.length > 0 && !inside.includes(following) && following !== '.';
  }
  if (isLetter(next) || next === 37 || next === 95) return false;
  return !(
    (next === 45 || next === 46) &&
    isLetter(text.charCodeAt(end + 1)) &&
    isLetter(text.charCodeAt(end + 2)) &&
    next === 45
  );
}

/** Whether digits before belong to the same run of groups, as the `111` of `999-111-22-3333` does. */
function startsInside(text: string, start: number, chain: Chain, last: number): boolean {
  const before = text.charAt(start - 1);
  if (!' -./'.includes(before) || before === '' || !isDigit(text.charCodeAt(start - 2))) return false;
  return before !== ' ' || last === 0 ? before !== ' ' : chain.separators.slice(0, last).includes(' ');
}
