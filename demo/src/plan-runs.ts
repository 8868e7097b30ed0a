import { agentNamed, dayMs, hourMs, isWeekend, type Month, timeOn } from './month.ts';
import { record } from './step.ts';
import { stories } from './stories/stories.ts';
import type { Story } from './stories/story.ts';

const workday = { from: 6, to: 19 };
const weekendShare = 1 / 3;
/** The last run of each agent is this long ago at most: who opens the logs sees that somebody is at work. */
const latestMs = hourMs / 2;

/** What the agents do every day, up to now. */
export function planRuns(month: Month): void {
  for (const story of stories) {
    for (let dayStartMs = timeOn(month, 0, 0); dayStartMs < month.endMs; dayStartMs += dayMs) {
      const runs = story.runsPerDay * (isWeekend(dayStartMs) ? weekendShare : 1);
      const whole = Math.floor(runs) + (month.random.chance(runs % 1) ? 1 : 0);
      for (let run = 0; run < whole; run++) {
        planRun(month, story, dayStartMs + month.random.between(workday.from, workday.to) * hourMs);
      }
    }
    planRun(month, story, month.endMs - month.random.between(0.1, 1) * latestMs);
  }
}

function planRun(month: Month, { agent: { name }, tell }: Story, startMs: number): void {
  const { step, ...context } = tell(month.random);
  const traceId = `trace-${name}-${month.random.digits(10)}`;
  // All chance is drawn by now, so that the stories of one day do not hang on the time of day at which the demo starts.
  if (startMs < month.startMs || startMs > month.endMs - latestMs / 20) return;
  const { endMs } = record(step, startMs, { traceId });
  month.timeline.at(Math.min(endMs, month.endMs), async () => {
    const { id: agentId, client } = agentNamed(month, name);
    const { entries: body } = record(step, startMs, { agentId, traceId, ...context });
    await client.request('POST', '/audit-logs/batch', { body });
  });
}
