import type { Random } from '../random.ts';
import type { Step } from '../step.ts';

/** What one agent does all month. */
export interface Story {
  agent: { name: string; metadata: Record<string, unknown> };
  /** Runs on a working day; a third of them at weekends. */
  runsPerDay: number;
  tell: (random: Random) => Run;
}

/** One run of it. */
export interface Run {
  step: Step;
  userId?: string;
  sessionId?: string;
}
