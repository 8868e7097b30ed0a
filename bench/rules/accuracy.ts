import { readFileSync } from 'node:fs';

import { detect } from '../../packages/rules/src/index.ts';

interface Labelled {
  text: string;
  spans: { start: number; end: number; label: string }[];
}

export interface Accuracy {
  f1: number;
  /** The share of texts without any span in which something was found. */
  emptyHit: number;
  texts: number;
}

/** Scores a file of `{text, spans: [{start, end, label}]}` lines: same label, and at least half of the union in common. */
export function measureAccuracy(path: string): Accuracy {
  const texts = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Labelled);
  let right = 0;
  let found = 0;
  let wanted = 0;
  let empty = 0;
  let hit = 0;
  for (const { text, spans } of texts) {
    const detections = detect(text);
    const open = new Set(spans);
    for (const detection of detections) {
      for (const span of open) {
        if (span.label !== detection.label || overlap(span, detection) < 0.5) continue;
        open.delete(span);
        right += 1;
        break;
      }
    }
    found += detections.length;
    wanted += spans.length;
    if (spans.length === 0) {
      empty += 1;
      if (detections.length > 0) hit += 1;
    }
  }
  return { f1: (2 * right) / (found + wanted), emptyHit: hit / empty, texts: texts.length };
}

function overlap(a: { start: number; end: number }, b: { start: number; end: number }): number {
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return common <= 0 ? 0 : common / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
}
