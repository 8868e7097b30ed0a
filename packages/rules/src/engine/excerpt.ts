import { detect } from '../detect/detect.ts';
import { type Span, mergeSpans } from './redaction.ts';

const around = 40;
const longest = 240;

/**
 * The surroundings of a finding with everything that was found in them masked: what the rules found, and what the
 * detectors find beside it.
 */
export function excerptOf(text: string, span: Span, found: readonly Span[]): string {
  const from = Math.max(0, span.start - 4 * around);
  const to = Math.min(text.length, Math.min(span.end, span.start + 4000) + 4 * around);
  const near = found.filter(({ start, end }) => end > from && start < to);
  const window = text.slice(from, to);
  const detected = detect(window).map(({ start, end, label }) => ({ start: start + from, end: end + from, label }));
  const masks = mergeSpans([...near, span, ...detected]);
  let start = Math.max(from, span.start - around);
  let end = Math.min(to, span.end + around);
  // Nothing masked is cut in two, nor is a surrogate pair.
  for (const mask of masks) {
    if (mask.start < start && mask.end > start) ({ start } = mask);
    if (mask.start < end && mask.end > end) ({ end } = mask);
  }
  if (isLowSurrogate(text, start)) start -= 1;
  if (isLowSurrogate(text, end)) end += 1;
  let excerpt = '';
  let copied = start;
  for (const mask of masks) {
    if (mask.end <= start || mask.start >= end) continue;
    excerpt += text.slice(copied, mask.start) + mask.replacement;
    copied = mask.end;
  }
  excerpt =
    (start > 0 ? '…' : '') + excerpt + text.slice(copied, Math.max(copied, end)) + (end < text.length ? '…' : '');
  return excerpt.length > longest
    ? `${excerpt.slice(0, isLowSurrogate(excerpt, longest - 1) ? longest - 2 : longest - 1)}…`
    : excerpt;
}

function isLowSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc_00 && code <= 0xdf_ff;
}
