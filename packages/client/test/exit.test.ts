import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { describe, it } from 'vitest';

import { AgentAuditClient, type ClientOptions, type DurabilityMode } from '../src/index.ts';
import { createMemoryServer } from '../src/testing.ts';

const childFile = new URL('exit-child.ts', import.meta.url);
/** Compiling the sources anew would be most of what each child does. */
const env = { ...process.env, NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'agentaudit-compile-cache') };
const indexes = Array.from({ length: 100 }, (_, index) => index);

// Side by side: most of the time is spent waiting for processes.
describe.concurrent('the end of a process with 100 unsent entries', () => {
  const endings: [string, DurabilityMode, { code?: number; signal?: string }][] = [
    ['natural', 'memory', { code: 0 }],
    ['SIGTERM', 'memory', { signal: 'SIGTERM' }],
    ['SIGINT', 'memory', { signal: 'SIGINT' }],
    ['own handler', 'memory', { code: 3 }],
    ['beside signal-exit', 'memory', { signal: 'SIGTERM' }],
    ['close', 'memory', { code: 0 }],
    ['process.exit', 'exit', { code: 7 }],
    ['process.exit after 50 ms', 'exit', { code: 0 }],
    ['uncaught throw', 'exit', { code: 1 }],
    ['unhandled rejection', 'exit', { code: 1 }],
    ['process.exit', 'spool', { code: 7 }],
    ['SIGKILL', 'spool', { signal: 'SIGKILL' }],
  ];

  it.for(endings)(
    'loses and doubles none, and ends as it would have: %s, durability %s',
    async ([kind, mode, ended], { expect }) => {
      await using place = await setUp();
      expect(await place.end(kind, mode)).toMatchObject(ended);
      await place.replay(mode);
      expect(place.stored()).toEqual(indexes);
    },
  );

  it.for(['natural', 'process.exit', 'uncaught throw', 'SIGTERM', 'close'])(
    'keeps them on disk while the server is away: %s',
    async (kind, { expect }) => {
      await using place = await setUp();
      place.server.respondWith(() => ({ status: 503 }));
      await place.end(kind, 'exit');
      expect(place.server.logs).toHaveLength(0);
      place.server.respondWith(null);
      await place.replay('exit');
      expect(place.stored()).toEqual(indexes);
      expect(await readdir(place.dir)).toEqual([]);
    },
  );

  it('does not hold a natural end longer than allowed', async ({ expect }) => {
    await using place = await setUp();
    place.server.respondWith(() => new Promise(() => {}));
    const startedAt = performance.now();
    expect(await place.end('natural', 'memory')).toMatchObject({ code: 0 });
    expect(performance.now() - startedAt).toBeGreaterThan(400);
  });

  it('leaves a file that only its owner can read', async ({ expect }) => {
    await using place = await setUp();
    place.server.respondWith(() => ({ status: 503 }));
    await place.end('process.exit', 'exit');
    const [file, ...others] = await readdir(place.dir);
    expect(others).toEqual([]);
    expect((await stat(path.join(place.dir, file as string))).mode & 0o777).toBe(0o600);
  });

  it('are not sent with another key', async ({ expect }) => {
    await using place = await setUp();
    place.server.respondWith(() => ({ status: 503 }));
    await place.end('process.exit', 'exit');
    place.server.respondWith(null);
    await using other = place.createClient('exit', { apiKey: 'aa_other' });
    expect(await other.flush()).toMatchObject({ ok: true, delivered: 0 });
    expect(place.server.logs).toHaveLength(0);
  });

  it('are not taken from a process that still lives', async ({ expect }) => {
    await using place = await setUp();
    place.server.respondWith(() => ({ status: 503 }));
    const living = fork(childFile, [place.url, place.dir, 'spool', 'SIGKILL'], { stdio: 'ignore', env });
    await once(living, 'message');
    await using other = place.createClient('exit');
    expect(await other.flush()).toMatchObject({ ok: true, pending: 0 });
    living.kill('SIGKILL');
    await once(living, 'exit');
    const next = place.createClient('exit');
    expect(await next.flush({ timeoutMs: 10 })).toMatchObject({ ok: false, pending: 100, spooled: 100 });
    await next.close({ timeoutMs: 10 });
  });
});

describe.concurrent('the end of a process with an answer of a model that nobody read', () => {
  it.for([
    ['unread, natural', 'memory'],
    ['unread, SIGTERM', 'memory'],
    ['unread, process.exit', 'exit'],
    ['unread, close', 'memory'],
  ] as const)('records the call all the same: %s, durability %s', async ([kind, mode], { expect }) => {
    await using place = await setUp();
    await place.end(kind, mode);
    await place.replay(mode);
    expect(place.server.logs).toMatchObject([{ action: 'llm_call', prompt: 'Hello?' }]);
  });
});

/** A server and a spool directory of its own. */
async function setUp() {
  const server = createMemoryServer();
  const listening = await server.listen();
  const { url } = listening;
  const dir = await mkdtemp(path.join(os.tmpdir(), 'agentaudit-spool-'));

  const createClient = (mode: DurabilityMode, options: ClientOptions = {}) =>
    new AgentAuditClient({ apiKey: 'aa_test', baseUrl: url, logger: false, durability: { mode, dir }, ...options });

  return {
    server,
    url,
    dir,
    createClient,

    async end(kind: string, mode: DurabilityMode): Promise<{ code: number | null; signal: string | null }> {
      const child = fork(childFile, [url, dir, mode, kind], { stdio: 'ignore', env });
      child.on('message', () => child.kill((/SIG\w+/.exec(kind)?.[0] ?? 'SIGTERM') as NodeJS.Signals));
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      return { code, signal };
    },

    /** What the next start of the program does. */
    async replay(mode: DurabilityMode): Promise<void> {
      await using client = createClient(mode);
      await client.flush();
    },

    stored: () => server.logs.map(({ metadata }) => metadata?.['index']).toSorted((a, b) => Number(a) - Number(b)),

    async [Symbol.asyncDispose]() {
      await listening.close();
      await rm(dir, { recursive: true });
    },
  };
}
