import type { RuleEvent } from '../event.ts';
import type { RuleHistory, Sample } from '../history.ts';
import type { TextReading } from '../engine/reading.ts';

/** What a rule found in one text. */
export interface Finding {
  start: number;
  end: number;
  label: string;
  confidence: number | null;
}

/** What a rule says of an event as a whole. */
export interface EventHit {
  /** The field that decided, if one did. */
  field: string | null;
  label: string;
  /** The fact, in words: `7 events in 60 s, limit 5`. */
  fact: string;
}

/** What a judge may ask and say about the event at hand. */
export interface Proceedings {
  event: RuleEvent;
  /** Milliseconds since the epoch at which the event counts. */
  at: number;
  /** The event as CEL sees it; built once. */
  variables: () => Record<string, unknown>;
  history: RuleHistory | null;
  remember: (sample: Sample) => void;
  /** Something must follow by `dueAt`. */
  expect: (dueAt: number, hit: EventHit) => void;
}

/** A rule's condition, compiled. Either looks into texts or at the whole event. */
export type Judge = TextJudge | EventJudge;

/** What of a text a rule goes by. Where no text of an event has any, the rule finds nothing. */
export type Clue = 'detections' | 'injections' | 'words' | 'text';

export interface TextJudge {
  looksAt: 'texts';
  clue: Clue;
  find(reading: TextReading): readonly Finding[];
  minCount: number;
}

export interface EventJudge {
  looksAt: 'event';
  judge(proceedings: Proceedings): EventHit | null;
  /** False of events of which it will say nothing, and remember nothing, whatever else is in them. */
  concerns?(event: Pick<RuleEvent, 'action' | 'agentId'>): boolean;
}

/** What to find where nothing is found. */
export const noFindings: readonly Finding[] = [];

/** A rule cannot be judged for this event; the message says why. */
export class NotApplicable extends Error {}

/** Made once: to make an error for every event would cost more than all else. */
export const needsHistory = new NotApplicable('needs the history of events');
