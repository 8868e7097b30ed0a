import { isDigit, isLetter } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import { leastConfidence, type Reading } from './candidate.ts';
import { kindNumbers, type Nearby } from './context-list.ts';
import { type Chain, digitsOf, hasSeparator, isJoin, shapeOf } from './digit-chain.ts';
import { goesOnList, mayGoOnList } from './list-items.ts';
import { type NumberFormat, numberFormats, surely } from './number-formats.ts';

const byLength = (formats: readonly NumberFormat[]) =>
  Array.from({ length: 32 }, (_, length) => formats.filter(({ lengths }) => lengths.includes(length)));
const formatsByLength = byLength(numberFormats);
/** Those that can do without a word beside them: any, and those of a single group. */
const aloneByLength = byLength(numberFormats.filter(({ alone }) => alone));
const bareByLength = byLength(numberFormats.filter(({ alone, inGroups }) => alone && !inGroups));
const none: readonly NumberFormat[] = [];

const { GENERIC_ID } = kindNumbers;
const space = 32;
const dash = 45;
const dot = 46;

/** Numbers with a known count of digits. */
export function findNumbers(reading: Reading, start: number, chain: Chain): void {
  const { text, codes, contexts, found } = reading;
  const before = codes[origin + start - 1]!;
  // Money, decimals and the tails of longer codes.
  if (before === 36 || before === 0x20_ac || before === 0xa3) return;
  if (
    chain.groups === 1 &&
    isDigit(codes[origin + start - 2]!) &&
    (before === dot || (before === 44 && chain.counts[0] === 3))
  )
    return;
  const glued = isGlued(codes, start, before);
  const mayBeListed = mayGoOnList(reading, start);
  for (let last = chain.groups - 1; last >= 0; last--) {
    const count = chain.counts[last]!;
    const known = formatsByLength[count] ?? none;
    if (known.length === 0 || !endsHere(codes, chain, last)) continue;
    const end = chain.ends[last]!;
    const nearby = contexts.near(start, end);
    const named = nearby.count > 0 || mayBeListed;
    if (!named && glued) continue;
    const formats = named ? known : ((last === 0 ? bareByLength : aloneByLength)[count] ?? none);
    if (formats.length === 0) continue;
    const needsContext =
      glued || startsInside(codes, start, chain, last) || goesOnAlike(chain, last) || isDecimal(chain, last);
    if (needsContext && !named) continue;
    const shape = last === 0 ? '' : shapeOf(chain, last);
    const digits = digitsOf(chain, last, text, start);
    for (const format of formats) {
      const listed = mayBeListed && goesOnList(reading, nearby, format.label, start, format.kind);
      const confidence = weigh(format, shape, digits, nearby, { needsContext, listed });
      if (confidence >= leastConfidence) found.push({ start, end, label: format.label, kind: format.kind, confidence });
    }
  }
}

function weigh(
  format: NumberFormat,
  shape: string,
  digits: string,
  nearby: Nearby,
  { needsContext, listed }: { needsContext: boolean; listed: boolean },
): number {
  let context = listed ? surely : 0;
  for (const kind of format.contexts) {
    // The general word for any national id says less than the id's own name.
    const strength = nearby.strengthOf(kind) * (kind === GENERIC_ID && format.kind !== 'GENERIC_ID' ? 0.85 : 1);
    if (strength > context) context = strength;
  }
  let alone = 0;
  if (!needsContext && format.alone && (shape !== '' || !format.inGroups)) alone = format.alone(shape, digits);
  if ((context === 0 && alone === 0) || (format.plausible && !format.plausible(digits, context, shape))) return 0;
  const holds = !format.check || format.check(digits);
  const worth = holds ? format.near : context >= surely ? (format.failed ?? 0) : 0;
  const named = context === 0 ? 0 : worth * (0.5 + context / 2);
  if (!holds) return named;
  const doubted = alone > 0.55 && nearby.isNeutral && (shape === '' || format.label !== 'CREDIT_CARD');
  return Math.max(named, doubted ? alone - 0.35 : alone);
}

/** Part of a longer code, such as the digits of `run-1833273789`. */
function isGlued(codes: Uint16Array, start: number, before: number): boolean {
  if (before === 64 || before === 95) return true;
  if (before < dash || before > 47) return false;
  const first = codes[origin + start - 2]!;
  return isLetter(first) || first === 47;
}

/** Whether a number may end with this group: nothing goes on behind it that belongs to it. */
function endsHere(codes: Uint16Array, chain: Chain, last: number): boolean {
  if (last < chain.groups - 1) {
    const following = chain.separators[last]!;
    if (following === space) return !hasSeparator(chain, space, last) || chain.counts[last]! >= 9;
    return last > 0 && !hasSeparator(chain, following, last) && following !== dot;
  }
  const end = origin + chain.ends[last]!;
  const next = codes[end]!;
  if (isLetter(next) || next === 37 || next === 95) return false;
  return !(next === dash && isLetter(codes[end + 1]!) && isLetter(codes[end + 2]!));
}

/** Whether digits before belong to the same run of groups, as the `111` of `999-111-22-3333` does. */
function startsInside(codes: Uint16Array, start: number, chain: Chain, last: number): boolean {
  const before = codes[origin + start - 1]!;
  if (!isJoin(before) || !isDigit(codes[origin + start - 2]!)) return false;
  return before !== space || (last > 0 && hasSeparator(chain, space, last));
}

/** Whether it is the first part of more groups of the same make. */
function goesOnAlike({ groups, counts, separators }: Chain, last: number): boolean {
  if (last === 0 || last >= groups - 1 || separators[last] !== separators[last - 1]) return false;
  const next = counts[last + 1]! - counts[last]!;
  return next === counts[last]! - counts[last - 1]!;
}

const isDecimal = ({ separators }: Chain, last: number) => last === 1 && separators[0] === dot;
