import type { PiiLabel } from 'agentaudit-schemas';

import type { Contexts } from './contexts.ts';
import type { Nesting } from './nesting.ts';
import type { NextPlace } from './next-place.ts';

/** A finding before overlaps are resolved, in the shadow text. */
export interface Candidate {
  start: number;
  end: number;
  label: PiiLabel;
  confidence: number;
  kind: string | undefined;
}

/** One text under examination. */
export interface Reading {
  text: string;
  /** The same as units, from `origin` on: see `readUnits`. */
  codes: Uint16Array;
  contexts: Contexts;
  found: Candidate[];
  urls: Nesting;
  tokens: Nesting;
  values: Nesting;
  /** Of private keys. */
  keyOpening: NextPlace;
  keyClosing: NextPlace;
}

/** Candidates below this are not findings. */
export const leastConfidence = 0.5;
