import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { createEvents } from './events.ts';

/** What to send, as one JSON argument of this program. */
export interface LoadOrder {
  url: string;
  apiKey: string;
  /** Logs to send in all. */
  events: number;
  /** Logs a request: 1 for the single route. */
  batch: number;
  connections: number;
  /** Requests a second, evenly spread whatever the answers take. Default: as fast as they are answered. */
  requestsPerSecond?: number;
}

/** What came of it, as JSON on standard output. */
export interface LoadResult {
  events: number;
  seconds: number;
  /** From the moment a request was due to its whole answer. */
  p50Ms: number;
  p99Ms: number;
}

if (import.meta.main) {
  const order = JSON.parse(process.argv[2]!) as LoadOrder;
  process.stdout.write(JSON.stringify(await run(order)));
}

async function run(order: LoadOrder): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: order.connections });
  const nextEvent = createEvents();
  const latenciesMs: number[] = [];
  const target = new URL(order.batch === 1 ? '/api/v1/audit-logs' : '/api/v1/audit-logs/batch', order.url);
  let left = Math.ceil(order.events / order.batch);

  const sendOne = async (dueMs: number) => {
    const entries = Array.from({ length: order.batch }, nextEvent);
    await post(target, { agent, apiKey: order.apiKey, body: JSON.stringify(order.batch === 1 ? entries[0] : entries) });
    latenciesMs.push(performance.now() - dueMs);
  };
  const closedLoop = async () => {
    while (left-- > 0) await sendOne(performance.now());
  };
  const openLoop = async (perSecond: number) => {
    const start = performance.now();
    const sent: Promise<void>[] = [];
    for (let number = 0; left-- > 0; number++) {
      const dueMs = start + (number * 1000) / perSecond;
      if (dueMs > performance.now()) await sleep(dueMs - performance.now());
      sent.push(sendOne(dueMs));
    }
    await Promise.all(sent);
  };

  const startMs = performance.now();
  if (order.requestsPerSecond === undefined) await Promise.all(Array.from({ length: order.connections }, closedLoop));
  else await openLoop(order.requestsPerSecond);
  const seconds = (performance.now() - startMs) / 1000;
  agent.destroy();
  latenciesMs.sort((one, other) => one - other);
  const at = (share: number) => latenciesMs[Math.min(latenciesMs.length - 1, Math.floor(latenciesMs.length * share))]!;
  return { events: latenciesMs.length * order.batch, seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

function post(url: URL, options: { agent: Agent; apiKey: string; body: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const { agent, apiKey, body } = options;
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-api-key': apiKey,
    };
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 201) resolve();
        else reject(new Error(`The server answered ${response.statusCode}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
