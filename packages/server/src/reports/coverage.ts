import type { Activity } from './activity.ts';
import { plural, toMinute, toSpan } from './wording.ts';

export interface CoverageOptions {
  fromMs: number;
  toMs: number;
  generatedAtMs: number;
  log: { size: number; rootHash: string };
}

/** What every report on logs is made from, in words. */
export function describeCoverage(activity: Activity, { fromMs, toMs, log }: CoverageOptions): string[] {
  return [
    `Every log whose time lies from ${toMinute(fromMs)} to ${toMinute(toMs)}, both inclusive: ${plural(activity.totals.logs, 'log')}.`,
    `The organization's log as it stood when this report was begun: ${plural(log.size, 'entry', 'entries')}, under the Merkle tree root ${log.rootHash}. ` +
      'Any of them can be proved to be in it, and a later log to contain it unchanged.',
    'Findings are those of the rules that were in force when each log was stored. Names of agents and users are as they were sent.',
  ];
}

/** What is missing, as far as it can be known. */
export function describeGaps(activity: Activity, { toMs, generatedAtMs }: CoverageOptions): string[] {
  const { totals, byAction } = activity;
  const gaps: string[] = [];
  if (totals.logs === 0) gaps.push('No log lies in the window: nothing can be said of what happened in it.');
  if (toMs > generatedAtMs)
    gaps.push(`The window ends after this report was made: nothing later than ${toMinute(generatedAtMs)} is in it.`);
  const missing = activity.missing();
  if (missing > 0) {
    gaps.push(
      `Clients counted ${plural(missing, 'event')} more between their first and last log of the window than are in it: ` +
        'lost on the way, stored with a time outside the window, or still to come.',
    );
  }
  const reported = byAction.get('audit.gap');
  if (reported > 0)
    gaps.push(
      `Clients reported by themselves, ${plural(reported, 'time')}, that they had to drop events (action audit.gap).`,
    );
  if (totals.erased > 0) {
    gaps.push(
      `The content of ${plural(totals.erased, 'log')} was erased: they are counted by action, status and verdict, not by agent or rule.`,
    );
  }
  if (totals.late > 0)
    gaps.push(
      `${plural(totals.late, 'log')} arrived more than an hour after ${totals.late === 1 ? 'it' : 'they'} happened.`,
    );
  if (totals.logs > 0) {
    const silence = activity.longestSilence(generatedAtMs);
    gaps.push(
      `The longest time without a log is ${toSpan(silence.toMs - silence.fromMs)}, from ${toMinute(silence.fromMs)} to ${toMinute(silence.toMs)}. ` +
        'Whether there was nothing to log then, this report cannot tell.',
    );
  }
  gaps.push(
    activity.instanceCount() === 0
      ? 'No client numbered its events, so events that never arrived cannot be counted.'
      : `Losses are counted for the ${plural(activity.instanceCount(), 'client')} that number their events; for others they cannot be.`,
  );
  return gaps;
}
