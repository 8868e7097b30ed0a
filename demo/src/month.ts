import type { AgentAuditClient } from 'agentaudit-client';

import type { Random } from './random.ts';
import type { Sessions } from './sessions.ts';
import type { Timeline } from './timeline.ts';

/** What the parts of the month share. */
export interface Month {
  timeline: Timeline;
  random: Random;
  /** Milliseconds since 1970. */
  startMs: number;
  endMs: number;
  sessions: Sessions;
  now: () => number;
  /** By the agent's name; there from the first event on. */
  agents: Map<string, DemoAgent>;
}

/** A registered agent, and the key that its code has. */
export interface DemoAgent {
  id: string;
  client: AgentAuditClient;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** An hour of the day (UTC) on a day of the month, from 0. */
export function timeOn({ startMs }: Pick<Month, 'startMs'>, day: number, hour: number): number {
  return Math.floor(startMs / dayMs) * dayMs + day * dayMs + hour * hourMs;
}

export function isWeekend(timeMs: number): boolean {
  return [0, 6].includes(new Date(timeMs).getUTCDay());
}

export function agentNamed({ agents }: Pick<Month, 'agents'>, name: string): DemoAgent {
  const agent = agents.get(name);
  if (agent === undefined) throw new Error(`There is no agent ${name}`);
  return agent;
}
