import type { Figure } from '../figure.ts';
import type { Sizes } from '../sizes.ts';
import { openTarget, type Storage } from '../target.ts';

/** How long an acknowledged single event takes at half of the rate that is possible at most. */
export async function measureLatency(storage: Storage, { singleEvents }: Sizes): Promise<Figure[]> {
  const { engine } = storage;
  const target = await openTarget(storage);
  const order = { batch: 1, connections: 64 };
  await target.load({ ...order, events: Math.ceil(singleEvents / 4) });
  const top = await target.load({ ...order, events: singleEvents });
  const topRate = top.events / top.seconds;
  const half = await target.load({ ...order, events: Math.ceil(singleEvents / 2), requestsPerSecond: topRate / 2 });
  await target.close();
  return [
    { measured: 'top rate, single events', engine, value: rate(topRate), limit: '' },
    {
      measured: `acknowledged single event at ${rate(topRate / 2)}, p50 and p99`,
      engine,
      value: `${half.p50Ms.toFixed(1)} ms and ${half.p99Ms.toFixed(1)} ms`,
      limit: '',
    },
  ];
}

function rate(value: number): string {
  return `${Math.round(value).toLocaleString('en')} a second`;
}
