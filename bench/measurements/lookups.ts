import type { AuditLog, Page, Trace } from 'agentaudit-schemas';

import { median } from '../figure.ts';
import type { Target } from '../target.ts';

const largestPage = 500;
const samples = 20;
/** Of all logs, those of one agent: see `createEvents`. */
const agentShare = 1 / 20;

export interface LookupOptions {
  /** Times that each is asked. */
  lookups: number;
  /** Logs that the organization has. */
  logs: number;
}

/** Milliseconds, as the median, that reading takes through the API. */
export interface LookupTimes {
  firstPageMs: number;
  deepPageMs: number;
  firstAgentPageMs: number;
  deepAgentPageMs: number;
  traceMs: number;
  chainMs: number;
}

/** Times pages at the start and in the middle of the log, and traces and chains from the middle. */
export async function timeLookups(target: Target, { lookups, logs }: LookupOptions): Promise<LookupTimes> {
  const all = '/audit-logs?limit=50';
  const agent = `${all}&agentId=agent-7`;
  const middle = await walk(target, all, logs / 2);
  const agentMiddle = await walk(target, agent, (logs * agentShare) / 2);
  const picked = Array.from(
    { length: samples },
    (_, index) => middle.page[Math.floor((index * middle.page.length) / samples)]!,
  );
  const leaves: string[] = [];
  for (const { traceId } of picked) {
    const trace = await target.get<Trace>(`/audit-logs/trace/${traceId}`);
    leaves.push(trace.data.at(-1)!.id);
  }
  const time = createTimer(target, lookups);
  const [firstPageMs, deepPageMs] = await time([[all], [`${all}&cursor=${middle.cursor}`]]);
  const [firstAgentPageMs, deepAgentPageMs] = await time([[agent], [`${agent}&cursor=${agentMiddle.cursor}`]]);
  const [traceMs, chainMs] = await time([
    picked.map(({ traceId }) => `/audit-logs/trace/${traceId}`),
    leaves.map((id) => `/audit-logs/${id}/chain`),
  ]);
  return { firstPageMs, deepPageMs, firstAgentPageMs, deepAgentPageMs, traceMs, chainMs };
}

/** Asks two things in turns, so that both meet the same noise; each has several forms to choose from. */
function createTimer(target: Target, lookups: number) {
  return async (choices: [string[], string[]]): Promise<[number, number]> => {
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < lookups; round++) {
      for (const [place, paths] of choices.entries()) {
        const startMs = performance.now();
        await target.get(paths[round % paths.length]!);
        times[place]!.push(performance.now() - startMs);
      }
    }
    return [median(times[0]), median(times[1])];
  };
}

/** Reads on until so many logs have gone by. The page there, and the cursor that leads on from it. */
async function walk(target: Target, path: string, logs: number): Promise<{ page: AuditLog[]; cursor: string }> {
  const pageSize = Math.min(largestPage, Math.ceil(logs));
  let cursor = '';
  for (let seen = 0; ; seen += pageSize) {
    const at = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = await target.get<Page<AuditLog>>(
      `${path.replace('limit=50', `limit=${pageSize}`)}${at}&payload=false`,
    );
    if (page.nextCursor === null) throw new Error(`The log ends before ${logs} logs`);
    cursor = page.nextCursor;
    if (seen + pageSize >= logs) return { page: page.data, cursor };
  }
}
