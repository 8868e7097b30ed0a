import { detect } from './detect/detect.ts';
import { placeholderOf } from './detection.ts';

/** What one replacement may bring to light, the next round takes; more rounds no text has needed. */
const mostRounds = 10;

/** The text with every finding of `detect` replaced by its placeholder. A second time changes nothing more. */
export function redact(text: string): string {
  let redacted = text;
  for (let round = 0; round < mostRounds; round++) {
    const detections = detect(redacted);
    if (detections.length === 0) return redacted;
    redacted = replaceSpans(
      redacted,
      detections.map(({ start, end, label }) => ({ start, end, replacement: placeholderOf(label) })),
    );
  }
  return redacted;
}

export interface Replacement {
  start: number;
  end: number;
  replacement: string;
}

/** Replaces spans that are in order and do not overlap. */
export function replaceSpans(text: string, spans: readonly Replacement[]): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const { start, end, replacement } of spans) {
    pieces.push(text.slice(copied, start), replacement);
    copied = end;
  }
  pieces.push(text.slice(copied));
  return pieces.join('');
}
