import { cpus } from 'node:os';
import { parseArgs } from 'node:util';

import type { Engine } from '@agentaudit/testing';

import { type Figure, toTable } from './figure.ts';
import { measureCpuPerEvent } from './measurements/cpu-per-event.ts';
import { measureFsyncs } from './measurements/fsync.ts';
import { measureKills } from './measurements/kill.ts';
import { measureLargeDatabase } from './measurements/large-database.ts';
import { measureLatency } from './measurements/latency.ts';
import { fullSizes, quickSizes, type Sizes } from './sizes.ts';
import { openStorage, type Storage } from './target.ts';

const measurements: Record<string, (storage: Storage, sizes: Sizes) => Promise<Figure[]>> = {
  cpu: measureCpuPerEvent,
  latency: measureLatency,
  large: measureLargeDatabase,
  fsync: measureFsyncs,
  kill: measureKills,
};

const usage = `npm run bench -- [--quick] [--engine sqlite|postgres]... [--only ${Object.keys(measurements).join('|')}]...`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    engine: { type: 'string', multiple: true, default: ['sqlite', 'postgres'] },
    only: { type: 'string', multiple: true, default: Object.keys(measurements) },
    help: { type: 'boolean', default: false },
  },
});
const known = values.engine.every(isEngine) && values.only.every((name) => name in measurements);
if (values.help || !known) {
  process.stderr.write(`${usage}\n`);
  process.exit(known ? 0 : 1);
}

const figures: Figure[] = [];
for (const engine of values.engine.filter(isEngine)) {
  const storage = await openStorage(engine);
  for (const name of values.only) {
    process.stderr.write(`${engine}: ${name} … `);
    const startMs = performance.now();
    figures.push(...(await measurements[name]!(storage, values.quick ? quickSizes : fullSizes)));
    process.stderr.write(`${((performance.now() - startMs) / 1000).toFixed(0)} s\n`);
  }
  await storage.stop();
}
const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`;
process.stdout.write(`\n${machine}${values.quick ? ', quick sizes' : ''}\n\n${toTable(figures)}\n`);
process.exitCode = figures.some(({ ok }) => ok === false) ? 1 : 0;

function isEngine(name: string): name is Engine {
  return name === 'sqlite' || name === 'postgres';
}
