import type { PiiLabel } from 'agentaudit-schemas';

import type { Contexts } from './contexts.ts';

/** A finding before overlaps are resolved, in the shadow text. */
export interface Candidate {
  start: number;
  end: number;
  label: PiiLabel;
  confidence: number;
  kind?: string | undefined;
}

/** One text under examination. */
export interface Reading {
  text: string;
  contexts: Contexts;
  found: Candidate[];
}

/** Candidates below this are not findings. */
export const leastConfidence = 0.5;

export const isDigit = (code: number) => code >= 48 && code <= 57;
export const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
export const isWord = (code: number) => isDigit(code) || isLetter(code);
