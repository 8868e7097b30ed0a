import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { BaselineOrder, BaselineResult } from '../baselines/rows.ts';
import { runChild } from '../child.ts';
import { cpuMicrosOf } from '../cpu.ts';
import { asRatio, type Figure, inMicros, median } from '../figure.ts';
import type { LoadResult } from '../load.ts';
import type { Sizes } from '../sizes.ts';
import { openTarget, type Storage, type Target } from '../target.ts';
import { indexingDone } from './indexing.ts';

const batch = { batch: 50, connections: 8 };
const single = { batch: 1, connections: 64 };

/** CPU per event, beside the least that the same work can cost, taken in turns so that both meet the same noise. */
export async function measureCpuPerEvent(storage: Storage, sizes: Sizes): Promise<Figure[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < sizes.repetitions; round++) {
    rounds.push({
      batch: await serverMicros(storage, { ...batch, events: sizes.batchEvents }),
      single: await serverMicros(storage, { ...single, events: sizes.singleEvents }),
      tables: await baselineMicros(storage, `baselines/${storage.engine}-tables.ts`, sizes),
      route: await routeMicros({ ...single, events: sizes.singleEvents }),
      oneTable: storage.engine === 'sqlite' ? await baselineMicros(storage, 'baselines/sqlite-one-table.ts', sizes) : 0,
    });
  }
  const of = (pick: (round: Round) => number) => median(rounds.map(pick));
  const { engine } = storage;
  const isSqlite = engine === 'sqlite';
  const bare = isSqlite ? 'bare prepared inserts, 1,000 a commit' : 'bare multi-row inserts of 500';
  const tablesRatio = of((round) => round.batch / round.tables);
  const routeRatio = of((round) => round.single / round.route);
  const oneTableRatio = of((round) => round.batch / round.oneTable);
  return [
    { measured: 'CPU per event, batches of 50', engine, value: inMicros(of((round) => round.batch)), limit: '' },
    { measured: `  ${bare}, same tables`, engine, value: inMicros(of((round) => round.tables)), limit: '' },
    { measured: '  ratio', engine, value: asRatio(tablesRatio), limit: 'within 2×', ok: tablesRatio <= 2 },
    ...(isSqlite
      ? [
          {
            measured: '  one bare table, three indexes',
            engine,
            value: inMicros(of((round) => round.oneTable)),
            limit: '',
          },
          { measured: '  ratio', engine, value: asRatio(oneTableRatio), limit: 'aim under 4×', ok: oneTableRatio < 4 },
        ]
      : []),
    { measured: 'CPU per event, single events', engine, value: inMicros(of((round) => round.single)), limit: '' },
    { measured: '  bare route that validates', engine, value: inMicros(of((round) => round.route)), limit: '' },
    isSqlite
      ? { measured: '  ratio', engine, value: asRatio(routeRatio), limit: 'within 1.4×', ok: routeRatio <= 1.4 }
      : { measured: '  ratio', engine, value: asRatio(routeRatio), limit: '' },
  ];
}

/** CPU microseconds per event. */
interface Round {
  batch: number;
  single: number;
  tables: number;
  route: number;
  oneTable: number;
}

interface Order {
  events: number;
  batch: number;
  connections: number;
}

async function serverMicros(storage: Storage, order: Order): Promise<number> {
  const target = await openTarget(storage);
  await settledLoad(storage, target, { ...order, events: warmUpOf(order.events) });
  const before = target.cpuMicros();
  await settledLoad(storage, target, order);
  const micros = (target.cpuMicros() - before) / order.events;
  await target.close();
  return micros;
}

/** The full text follows behind: its cost counts. */
async function settledLoad(storage: Storage, target: Target, order: Order): Promise<void> {
  await target.load(order);
  await indexingDone(storage, target);
}

async function baselineMicros(storage: Storage, file: string, { batchEvents }: Sizes): Promise<number> {
  const database = await storage.newDatabase();
  const order: BaselineOrder = {
    databaseUrl: database.url,
    events: batchEvents,
    warmUp: warmUpOf(batchEvents),
    ...(storage.postgres ? { postmaster: storage.postgres.pid } : {}),
  };
  const { microsPerEvent } = await runChild<BaselineResult>(file, order);
  await database.dispose();
  return microsPerEvent;
}

async function routeMicros(order: Order): Promise<number> {
  const route = spawn(process.execPath, [join(import.meta.dirname, '../baselines/fastify-route.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(route.stdout, 'data')) as [Buffer];
  const load = (events: number) =>
    runChild<LoadResult>('load.ts', { ...order, events, url: line.toString().trim(), apiKey: 'none' });
  await load(warmUpOf(order.events));
  const before = cpuMicrosOf(route.pid!);
  await load(order.events);
  const micros = (cpuMicrosOf(route.pid!) - before) / order.events;
  route.kill();
  await once(route, 'exit');
  return micros;
}

function warmUpOf(events: number): number {
  return Math.ceil(events / 4 / 1000) * 1000;
}
