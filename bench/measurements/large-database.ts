import { ownMemoryMiB } from '../cpu.ts';
import { asRatio, type Figure } from '../figure.ts';
import type { LoadResult } from '../load.ts';
import type { Sizes } from '../sizes.ts';
import { openTarget, type Storage, type Target } from '../target.ts';
import { indexingDone } from './indexing.ts';
import { type Compared, timePages, timeTraces } from './lookups.ts';

/** Of all logs, those of one agent: see `createEvents`. */
const agentShare = 1 / 20;

/** Fills one organization, and asks whether pages, traces, chains and memory stay what they are in a small one. */
export async function measureLargeDatabase(storage: Storage, sizes: Sizes): Promise<Figure[]> {
  const { engine } = storage;
  const { largeEvents, smallEvents, lookups } = sizes;
  const small = await openTarget(storage);
  await fill(storage, small, smallEvents);
  const large = await openTarget(storage);
  const memory: number[] = [];
  let seconds = 0;
  for (let part = 0; part < 4; part++) {
    seconds += (await fill(storage, large, largeEvents / 4)).seconds;
    memory.push(ownMemoryMiB(large.pid));
  }
  const pages = await timePages({ target: large, logs: largeEvents }, '', lookups);
  const agentPages = await timePages({ target: large, logs: largeEvents * agentShare }, '&agentId=agent-7', lookups);
  const { traces, chains } = await timeTraces(
    [
      { target: large, logs: largeEvents },
      { target: small, logs: smallEvents },
    ],
    lookups,
  );
  await large.close();
  await small.close();

  const total = largeEvents.toLocaleString('en');
  const against = `in ${total} logs against in ${smallEvents.toLocaleString('en')}`;
  return [
    {
      measured: `memory after each quarter of ${total} events`,
      engine,
      value: `${memory.map((mebibytes) => Math.round(mebibytes)).join(', ')} MiB`,
      limit: 'flat',
      ok: memory.at(-1)! <= 1.25 * memory[0]!,
    },
    {
      measured: 'rate of batches of 50 meanwhile',
      engine,
      value: `${Math.round(largeEvents / seconds).toLocaleString('en')} events a second`,
      limit: '',
    },
    compare({ measured: `page in the middle of ${total} logs against the first`, engine }, pages),
    compare({ measured: "  the same within one agent's logs", engine }, agentPages),
    compare({ measured: `trace ${against}`, engine }, traces),
    compare({ measured: `chain ${against}`, engine }, chains),
  ];
}

/** Sends so many logs in batches, and waits until all of them can be found. */
async function fill(storage: Storage, target: Target, events: number): Promise<LoadResult> {
  const result = await target.load({ events, batch: 50, connections: 8 });
  await indexingDone(storage, target);
  return result;
}

function compare(what: Pick<Figure, 'measured' | 'engine'>, [ms, leastMs]: Compared): Figure {
  return {
    ...what,
    value: `${ms.toFixed(2)} ms against ${leastMs.toFixed(2)} ms, ${asRatio(ms / leastMs)}`,
    limit: 'within 2×',
    ok: ms <= 2 * leastMs,
  };
}
