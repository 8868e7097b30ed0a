import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { childrenOf } from '../cpu.ts';
import type { Figure } from '../figure.ts';
import type { Sizes } from '../sizes.ts';
import { openTarget, type Storage } from '../target.ts';

/** Counts how often the disk was waited for, while single events were sent one by one. */
export async function measureFsyncs(storage: Storage, { fsyncs: events }: Sizes): Promise<Figure[]> {
  const measured = `fsyncs for ${events} acknowledged single events, one by one`;
  const limit = `at least ${events}`;
  if (spawnSync('strace', ['-V']).status !== 0) {
    return [{ measured, engine: storage.engine, value: 'not measured: strace is not installed', limit }];
  }
  const target = await openTarget(storage);
  const folder = await mkdtemp(join(tmpdir(), 'agentaudit-strace-'));
  const trace = join(folder, 'trace');
  const postmaster = storage.postgres?.pid;
  const tracer = await attach(trace, postmaster === undefined ? [target.pid] : [postmaster, ...childrenOf(postmaster)]);
  await target.load({ events, batch: 1, connections: 1 });
  tracer.kill('SIGINT');
  await once(tracer, 'exit');
  const count = (await readFile(trace, 'utf8')).match(/\b(fsync|fdatasync)\(/g)?.length ?? 0;
  await rm(folder, { recursive: true });
  await target.close();
  return [{ measured, engine: storage.engine, value: `${count}`, limit, ok: count >= events }];
}

async function attach(trace: string, pids: number[]): Promise<ChildProcess> {
  const flags = ['-f', '-e', 'trace=fsync,fdatasync', '-o', trace, ...pids.flatMap((pid) => ['-p', `${pid}`])];
  const tracer = spawn('strace', flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  for await (const chunk of tracer.stderr.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (pids.every((pid) => said.includes(`Process ${pid} attached`))) {
      // It says so of each new process as well, and would end if nobody read that.
      tracer.stderr.resume();
      return tracer;
    }
  }
  throw new Error(`strace ended: ${said}`);
}
