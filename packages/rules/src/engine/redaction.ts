import { placeholderOf } from '../detection.ts';
import { replaceSpans, type Replacement } from '../redact.ts';

/** A text being rewritten, and where its old places went. */
export interface Rewriting {
  text: string;
  /** Where a place of the text as it was stands now; inside a replacement, at its edge. */
  startOf(index: number): number;
  endOf(index: number): number;
}

export interface Span {
  start: number;
  end: number;
  label: string;
}

/** Overlapping spans become one, named after the longest. */
export function mergeSpans(spans: readonly Span[]): Replacement[] {
  const merged: (Span & { longest: number })[] = [];
  for (const { start, end, label } of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (!last || start >= last.end) {
      merged.push({ start, end, label, longest: end - start });
      continue;
    }
    if (end - start > last.longest) Object.assign(last, { label, longest: end - start });
    last.end = Math.max(last.end, end);
  }
  return merged.map(({ start, end, label }) => ({ start, end, replacement: placeholderOf(label) }));
}

export function rewrite(text: string, replacements: readonly Replacement[]): Rewriting {
  const shifts: { start: number; end: number; newStart: number; newEnd: number }[] = [];
  let shift = 0;
  for (const { start, end, replacement } of replacements) {
    shifts.push({ start, end, newStart: start + shift, newEnd: start + shift + replacement.length });
    shift += replacement.length - (end - start);
  }
  function place(index: number, atEnd: boolean): number {
    let low = 0;
    let high = shifts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((shifts[middle]?.start ?? 0) < index || (!atEnd && shifts[middle]?.start === index)) low = middle + 1;
      else high = middle;
    }
    const before = shifts[low - 1];
    if (!before) return index;
    if (index >= before.end && (atEnd || index > before.start)) return before.newEnd + index - before.end;
    return atEnd ? before.newEnd : before.newStart;
  }
  return {
    text: replaceSpans(text, replacements),
    startOf: (index) => place(index, false),
    endOf: (index) => place(index, true),
  };
}

/** Other places where exactly these texts stand. Short ones are left: they are everywhere. */
export function occurrencesOf(values: ReadonlyMap<string, string>, text: string): Span[] {
  const spans: Span[] = [];
  for (const [value, label] of values) {
    for (let start = text.indexOf(value); start !== -1; start = text.indexOf(value, start + value.length)) {
      spans.push({ start, end: start + value.length, label });
    }
  }
  return spans;
}
