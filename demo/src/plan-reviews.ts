import type { AlertResolution } from 'agentaudit-client';

import { colleagues, owner } from './brightwater.ts';
import { dayMs, type Month, timeOn } from './month.ts';

const everyDays = 3;
/** What is younger waits for the next round. */
const settledAfterMs = dayMs / 2;

const resolutions: readonly AlertResolution[] = [
  { disposition: 'true_positive', note: 'Masked at the source; the form now says not to enter it.' },
  { disposition: 'true_positive', note: 'Told the team. The prompt no longer carries it.' },
  { disposition: 'false_positive', note: 'A part number that looks like one.' },
  { disposition: 'accepted', note: 'The patient asked us to call back.' },
  { disposition: 'accepted' },
];

/** Somebody goes through the alerts every few days, and leaves some for later. */
export function planReviews(month: Month): void {
  const lastDay = Math.floor((month.endMs - month.startMs) / dayMs) - 1;
  for (let day = 2; day <= lastDay; day += everyDays) {
    month.timeline.at(timeOn(month, day, 16), () => review(month, day % 2 === 0 ? owner : colleagues.tom.email));
  }
}

async function review({ sessions, random, now }: Month, email: string): Promise<void> {
  const client = await sessions.of(email);
  const { data } = await client.alerts.list({ resolved: false, limit: 500 });
  for (const alert of data) {
    const isSettled = now() - Date.parse(alert.createdAt) > settledAfterMs;
    if (isSettled && random.chance(0.85)) await client.alerts.resolve(alert.id, random.pick(resolutions));
  }
}
