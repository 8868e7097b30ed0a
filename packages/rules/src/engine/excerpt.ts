import { type Span } from './redaction.ts';
import type { Replacement } from '../redact.ts';
import { countUpTo } from '../text/positions.ts';

const around = 40;
const longest = 240;

/** Writes the surroundings of findings in one text, each once. */
export interface Excerpts {
  of(span: Span): string;
}

/** `masks`, in order and disjoint, is everything that an excerpt must not show. */
export function createExcerpts(text: string, masks: readonly Replacement[]): Excerpts {
  const ends = masks.map(({ end }) => end);
  // By where spans start; those that start alike are chained.
  const written = new Map<number, Written>();
  return {
    of(span) {
      const first = written.get(span.start);
      for (let known = first; known; known = known.next) if (known.end === span.end) return known.excerpt;
      const excerpt = write(text, span, masks, ends);
      written.set(span.start, { end: span.end, excerpt, next: first });
      return excerpt;
    },
  };
}

interface Written {
  end: number;
  excerpt: string;
  next: Written | undefined;
}

/** One number for a place: no text is so long that two places share one. */
export function keyOf({ start, end }: { start: number; end: number }): number {
  return start * 2 ** 26 + end;
}

function write(text: string, span: Span, masks: readonly Replacement[], ends: readonly number[]): string {
  let start = Math.max(0, span.start - around);
  let end = Math.min(text.length, span.end + around);
  const first = countUpTo(ends, start);
  // Nothing masked is cut in two, nor is a surrogate pair.
  const opening = masks[first];
  if (opening && opening.start < start) ({ start } = opening);
  if (isLowSurrogate(text, start)) start -= 1;
  let excerpt = start > 0 ? '…' : '';
  let copied = start;
  for (let index = first; index < masks.length; index++) {
    const mask = masks[index];
    if (!mask || mask.start >= end) break;
    excerpt += text.slice(copied, mask.start) + mask.replacement;
    copied = mask.end;
    if (excerpt.length > longest) break;
  }
  if (isLowSurrogate(text, end)) end += 1;
  end = Math.max(copied, end);
  excerpt += text.slice(copied, end) + (end < text.length ? '…' : '');
  if (excerpt.length <= longest) return excerpt;
  return `${excerpt.slice(0, isLowSurrogate(excerpt, longest - 1) ? longest - 2 : longest - 1)}…`;
}

function isLowSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc_00 && code <= 0xdf_ff;
}
