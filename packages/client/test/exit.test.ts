import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { AgentAuditClient, type DurabilityMode } from '../src/index.ts';
import { createMemoryServer, type ListeningServer } from '../src/testing.ts';

const server = createMemoryServer();
let listening: ListeningServer;
let dir: string;

beforeEach(async () => {
  listening = await server.listen();
  dir = await mkdtemp(path.join(os.tmpdir(), 'agentaudit-spool-'));
});

afterEach(async () => {
  server.respondWith(null);
  server.clear();
  await listening.close();
  await rm(dir, { recursive: true });
});

const outage = () => server.respondWith(() => ({ status: 503 }));

describe('the end of a process with 100 unsent entries', () => {
  const endings: [string, DurabilityMode, { code?: number; signal?: string }][] = [
    ['natural', 'memory', { code: 0 }],
    ['SIGTERM', 'memory', { signal: 'SIGTERM' }],
    ['SIGINT', 'memory', { signal: 'SIGINT' }],
    ['own handler', 'memory', { code: 3 }],
    ['close', 'memory', { code: 0 }],
    ['process.exit', 'exit', { code: 7 }],
    ['process.exit after 50 ms', 'exit', { code: 0 }],
    ['uncaught throw', 'exit', { code: 1 }],
    ['unhandled rejection', 'exit', { code: 1 }],
    ['process.exit', 'spool', { code: 7 }],
    ['SIGKILL', 'spool', { signal: 'SIGKILL' }],
  ];

  it.each(endings)(
    'loses and doubles none, and ends as it would have: %s, durability %s',
    async (kind, mode, ended) => {
      expect(await end(kind, mode)).toMatchObject(ended);
      await replay(mode);
      expect(stored()).toEqual(indexes);
    },
  );

  it.each(['natural', 'process.exit', 'uncaught throw', 'SIGTERM', 'close'])(
    'keeps them on disk while the server is away: %s',
    async (kind) => {
      outage();
      await end(kind, 'exit');
      expect(server.logs).toHaveLength(0);
      server.respondWith(null);
      await replay('exit');
      expect(stored()).toEqual(indexes);
      expect(await readdir(dir)).toEqual([]);
    },
  );

  it('does not hold a natural end longer than allowed', async () => {
    server.respondWith(() => new Promise(() => {}));
    const startedAt = performance.now();
    expect(await end('natural', 'memory')).toMatchObject({ code: 0 });
    expect(performance.now() - startedAt).toBeGreaterThan(400);
  });

  it('leaves files that only their owner can read', async () => {
    outage();
    await end('process.exit', 'exit');
    const [file, ...others] = await readdir(dir);
    expect(others).toEqual([]);
    expect((await stat(path.join(dir, file as string))).mode & 0o777).toBe(0o600);
  });

  it('are not sent with another key', async () => {
    outage();
    await end('process.exit', 'exit');
    server.respondWith(null);
    await using other = createClient('exit', { apiKey: 'aa_other' });
    expect(await other.flush()).toMatchObject({ ok: true, delivered: 0 });
    expect(server.logs).toHaveLength(0);
  });

  it('are not taken from a process that still lives', async () => {
    outage();
    const living = fork(childFile, [listening.url, dir, 'spool', 'SIGKILL'], { stdio: 'ignore' });
    await once(living, 'message');
    await using other = createClient('exit');
    expect(await other.flush()).toMatchObject({ ok: true, pending: 0 });
    living.kill('SIGKILL');
    await once(living, 'exit');
    const next = createClient('exit');
    expect(await next.flush({ timeoutMs: 10 })).toMatchObject({ ok: false, pending: 100, spooled: 100 });
    await next.close({ timeoutMs: 10 });
  });
});

const childFile = new URL('exit-child.ts', import.meta.url);
const indexes = Array.from({ length: 100 }, (_, index) => index);

async function end(kind: string, mode: DurabilityMode): Promise<{ code: number | null; signal: string | null }> {
  const child = fork(childFile, [listening.url, dir, mode, kind], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.on('message', () => child.kill(kind === 'own handler' ? 'SIGTERM' : (kind as NodeJS.Signals)));
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return { code, signal };
}

/** What the next start of the program does. */
async function replay(mode: DurabilityMode): Promise<void> {
  await using client = createClient(mode);
  await client.flush();
}

function createClient(mode: DurabilityMode, options = {}): AgentAuditClient {
  return new AgentAuditClient({
    apiKey: 'aa_test',
    baseUrl: listening.url,
    logger: false,
    durability: { mode, dir },
    ...options,
  });
}

function stored(): unknown[] {
  return server.logs.map(({ metadata }) => metadata?.['index']).toSorted((a, b) => Number(a) - Number(b));
}
