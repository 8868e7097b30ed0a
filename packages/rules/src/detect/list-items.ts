import type { PiiLabel } from 'agentaudit-schemas';

import type { Reading } from './candidate.ts';
import type { Nearby } from './context-list.ts';

const betweenItems =
  /^["'`]?(?:, ?|; ?| ?\/ ?| ?& ?|,? (?:and|or|und|oder|et|ou|y|o|e|en|of|i|to|->|→) |(\r?\n))["'`]?$/;
const longestBetween = 9;
/** A month's name may stand before the digits. */
const longestLead = 12;

/** Whether anything was found so close before `start` that a list could go on there. */
export function mayGoOnList({ found }: Reading, start: number, label?: PiiLabel): boolean {
  for (let index = found.length - 1; index >= 0 && index > found.length - 4; index--) {
    const last = found[index]!;
    if (label !== undefined && last.label !== label) continue;
    const { end } = last;
    if (end < start && start - end <= longestBetween + longestLead) return true;
  }
  return false;
}

/**
 * Whether one of the same label stands right before, so that what names that one names the one at `start` too:
 * `record numbers 4812770 and 4812771`, or one in each line.
 */
export function goesOnList(
  { text, found }: Reading,
  nearby: Nearby,
  label: PiiLabel,
  start: number,
  kind?: string,
): boolean {
  for (let index = found.length - 1; index >= 0 && index > found.length - 4; index--) {
    const last = found[index]!;
    if (last.label !== label || last.kind !== kind || last.end >= start || start - last.end > longestBetween) continue;
    // A word of its own, such as the header of its column, knows better.
    if (nearby.strongest >= 0.9) return false;
    const between = betweenItems.exec(text.slice(last.end, start));
    if (between)
      return between[1] === undefined || /(?:^|\n)["'`]?$/.test(text.slice(Math.max(0, last.start - 2), last.start));
  }
  return false;
}
