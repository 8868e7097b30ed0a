import { ownMemoryMiB } from '../cpu.ts';
import { asRatio, type Figure } from '../figure.ts';
import type { Sizes } from '../sizes.ts';
import { openTarget, type Storage } from '../target.ts';
import { indexingDone } from './indexing.ts';
import { timeLookups } from './lookups.ts';

/** Fills one organization, and asks whether pages, traces, chains and memory stay what they were at the start. */
export async function measureLargeDatabase(storage: Storage, sizes: Sizes): Promise<Figure[]> {
  const { engine } = storage;
  const target = await openTarget(storage);
  const load = async (events: number) => {
    const result = await target.load({ events, batch: 50, connections: 8 });
    if (engine === 'postgres') await indexingDone(target.server.databaseUrl);
    return result;
  };
  await load(sizes.smallEvents);
  const few = await timeLookups(target, { lookups: sizes.lookups, logs: sizes.smallEvents });
  const memory: number[] = [];
  let seconds = 0;
  for (let part = 0; part < 4; part++) {
    seconds += (await load(Math.ceil((sizes.largeEvents - sizes.smallEvents) / 4))).seconds;
    memory.push(ownMemoryMiB(target.pid));
  }
  const many = await timeLookups(target, { lookups: sizes.lookups, logs: sizes.largeEvents });
  await target.close();

  const total = sizes.largeEvents.toLocaleString('en');
  const compare = (measured: string, ms: number, leastMs: number): Figure => ({
    measured,
    engine,
    value: `${ms.toFixed(2)} ms against ${leastMs.toFixed(2)} ms, ${asRatio(ms / leastMs)}`,
    limit: 'within 2×',
    ok: ms <= 2 * leastMs,
  });
  const growth = memory.at(-1)! / memory[0]!;
  return [
    {
      measured: `memory after each quarter of ${total} events`,
      engine,
      value: `${memory.map((mebibytes) => Math.round(mebibytes)).join(', ')} MiB`,
      limit: 'flat',
      ok: growth <= 1.25,
    },
    {
      measured: 'rate of batches of 50 meanwhile',
      engine,
      value: `${Math.round((sizes.largeEvents - sizes.smallEvents) / seconds).toLocaleString('en')} events a second`,
      limit: '',
    },
    compare(`page in the middle of ${total} logs against the first`, many.deepPageMs, many.firstPageMs),
    compare("  the same within one agent's logs", many.deepAgentPageMs, many.firstAgentPageMs),
    compare(`trace in ${total} logs against in ${sizes.smallEvents.toLocaleString('en')}`, many.traceMs, few.traceMs),
    compare(`chain in ${total} logs against in ${sizes.smallEvents.toLocaleString('en')}`, many.chainMs, few.chainMs),
  ];
}
