import { type Figure, median } from '../figure.ts';
import type { Sizes } from '../sizes.ts';
import { openTarget, type Storage } from '../target.ts';

const single = { batch: 1, connections: 64 };

/**
 * How long an acknowledged single event takes at half of the rate that is possible at most. Each round
 * finds its own top rate first: on a shared machine that of a minute ago may be more than there is now.
 */
export async function measureLatency(storage: Storage, { singleEvents, repetitions }: Sizes): Promise<Figure[]> {
  const { engine } = storage;
  const target = await openTarget(storage);
  await target.load({ ...single, events: Math.ceil(singleEvents / 2) });
  const rounds: Round[] = [];
  for (let round = 0; round < repetitions; round++) {
    const top = await target.load({ ...single, events: Math.ceil(singleEvents / 2) });
    const topRate = top.events / top.seconds;
    const { p50Ms, p99Ms } = await target.load({
      ...single,
      events: Math.ceil(singleEvents / 2),
      requestsPerSecond: topRate / 2,
    });
    rounds.push({ topRate, p50Ms, p99Ms });
  }
  await target.close();
  const of = (pick: (round: Round) => number) => median(rounds.map(pick));
  const topRate = of((round) => round.topRate);
  return [
    { measured: 'top rate, single events', engine, value: rate(topRate), limit: '' },
    {
      measured: `acknowledged single event at ${rate(topRate / 2)}, p50 and p99`,
      engine,
      value: `${of(({ p50Ms }) => p50Ms).toFixed(1)} ms and ${of(({ p99Ms }) => p99Ms).toFixed(1)} ms`,
      limit: '',
    },
  ];
}

interface Round {
  topRate: number;
  p50Ms: number;
  p99Ms: number;
}

function rate(value: number): string {
  return `${Math.round(value).toLocaleString('en')} a second`;
}
