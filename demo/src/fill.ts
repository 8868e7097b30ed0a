import { planApprovals } from './plan-approvals.ts';
import { planConfiguration } from './plan-configuration.ts';
import { planReviews } from './plan-reviews.ts';
import { planRuns } from './plan-runs.ts';
import type { DemoAgent, Month } from './month.ts';
import { createRandom } from './random.ts';
import { createSessions } from './sessions.ts';
import { createTimeline } from './timeline.ts';

// Chosen so that on every weekday and at every hour the month holds each kind of finding, a blocked call too.
const seed = 20_260_109;

export interface FillOptions {
  /** Of a server that goes by `clock`, with its first account made. */
  url: string;
  clock: { now: () => number; moveTo: (timeMs: number) => void };
  startMs: number;
  endMs: number;
}

/** Lets a month go by on the server, all of it through its API. The same month each time. */
export async function fill({ url, clock, startMs, endMs }: FillOptions): Promise<void> {
  const sessions = createSessions({ baseUrl: url, now: clock.now });
  const agents = new Map<string, DemoAgent>();
  const timeline = createTimeline(clock);
  const month: Month = { timeline, random: createRandom(seed), startMs, endMs, sessions, now: clock.now, agents };
  planConfiguration(month, url);
  planRuns(month);
  planApprovals(month);
  planReviews(month);
  await timeline.run();
  await Promise.all([...agents.values()].map(({ client }) => client.close()));
  await sessions.close();
}
