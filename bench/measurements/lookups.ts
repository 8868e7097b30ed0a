import type { AuditLog, Page, Trace } from 'agentaudit-schemas';

import { median } from '../figure.ts';
import type { Target } from '../target.ts';

const largestPage = 500;
const samples = 20;

/** An organization, and how many logs it has. */
export interface Filled {
  target: Target;
  logs: number;
}

/** Median milliseconds of two things that are held against each other. */
export type Compared = [number, number];

/** A page of 50 from the middle of a list of so many logs, against its first page. */
export async function timePages({ target, logs }: Filled, filter: string, lookups: number): Promise<Compared> {
  const path = `/audit-logs?limit=50${filter}`;
  const { cursor } = await walk(target, filter, logs / 2);
  return timeInTurns(
    [
      { target, paths: [`${path}&cursor=${cursor}`] },
      { target, paths: [path] },
    ],
    lookups,
  );
}

/** Traces, and chains of parents, from the middle of a large organization against those of a small one. */
export async function timeTraces(
  filled: [Filled, Filled],
  lookups: number,
): Promise<{ traces: Compared; chains: Compared }> {
  const [large, small] = [await pickTraces(filled[0]), await pickTraces(filled[1])];
  return {
    traces: await timeInTurns([large.traces, small.traces], lookups),
    chains: await timeInTurns([large.chains, small.chains], lookups),
  };
}

interface Asked {
  target: Target;
  /** Of the same kind; asked one after the other. */
  paths: string[];
}

async function pickTraces({ target, logs }: Filled): Promise<{ traces: Asked; chains: Asked }> {
  const { page } = await walk(target, '', logs / 2);
  const traces: string[] = [];
  const chains: string[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const log = page[Math.floor((sample * page.length) / samples)]!;
    const path = `/audit-logs/trace/${log.traceId}`;
    const trace = await target.get<Trace>(path);
    traces.push(path);
    chains.push(`/audit-logs/${trace.data.at(-1)!.id}/chain`);
  }
  return { traces: { target, paths: traces }, chains: { target, paths: chains } };
}

/** Asks both in turns, so that both meet the same noise. */
async function timeInTurns(asked: [Asked, Asked], lookups: number): Promise<Compared> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < lookups; round++) {
    for (const [place, { target, paths }] of asked.entries()) {
      const startMs = performance.now();
      await target.get(paths[round % paths.length]!);
      times[place]!.push(performance.now() - startMs);
    }
  }
  return [median(times[0]), median(times[1])];
}

/** Reads on until so many logs have gone by. The page there, and the cursor that leads on from it. */
async function walk(target: Target, filter: string, logs: number): Promise<{ page: AuditLog[]; cursor: string }> {
  const pageSize = Math.min(largestPage, Math.ceil(logs));
  let cursor = '';
  for (let seen = 0; ; seen += pageSize) {
    const at = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = await target.get<Page<AuditLog>>(`/audit-logs?limit=${pageSize}${filter}${at}&payload=false`);
    if (page.nextCursor === null) throw new Error(`The log ends before ${logs} logs`);
    cursor = page.nextCursor;
    if (seen + pageSize >= logs) return { page: page.data, cursor };
  }
}
