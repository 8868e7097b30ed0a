import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AuthenticationError, ConnectionError } from '../src/index.ts';
import { createPair, until } from './clients.ts';

describe('an outage', () => {
  it.each([
    ['503', () => ({ status: 503 })],
    ['429', () => ({ status: 429, headers: { 'retry-after': '0' } })],
    ['no connection', () => Promise.reject(new TypeError('fetch failed'))],
    ["another server's 200", () => ({ status: 200, body: '<html>Sign in</html>' })],
  ] as const)('loses and doubles nothing: %s', async (_name, answer) => {
    const { client, server } = createPair();
    server.respondWith(answer);
    const handles = Array.from({ length: 230 }, (_, index) => client.log({ action: `step-${index}` }));
    expect(await client.flush({ timeoutMs: 50 })).toMatchObject({ ok: false, delivered: 0, pending: 230, dropped: 0 });
    server.respondWith(null);
    expect(await client.flush()).toEqual({ ok: true, delivered: 230, pending: 0, dropped: 0, spooled: 0 });
    expect(server.logs.map(({ id }) => id).toSorted()).toEqual(handles.map(({ id }) => id));
  });

  it('is met by one request at a time, with growing pauses', async () => {
    const { client, server } = createPair({ retry: { baseMs: 20, maxMs: 1000 } });
    const at: number[] = [];
    server.respondWith(() => {
      at.push(performance.now());
      return { status: 503 };
    });
    for (let index = 0; index < 500; index++) client.log({ action: 'step' });
    await until(() => at.length >= 7);
    server.respondWith(null);
    await client.flush();
    // The first four went out together; after that each waited longer than the one before could.
    const pauses = at.slice(4).map((time, index) => time - (at[index + 3] as number));
    for (const pause of pauses) expect(pause).toBeGreaterThan(8);
    expect(server.logs).toHaveLength(500);
  });

  it('waits as long as the server asks', async () => {
    const { client, server } = createPair();
    const at: number[] = [];
    server.respondWith(() => {
      at.push(Date.now());
      return at.length === 1 ? { status: 429, headers: { 'retry-after': '1' } } : undefined;
    });
    client.log({ action: 'step' });
    await client.flush();
    expect(at).toHaveLength(2);
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(990);
  });

  it('doubles nothing when answers are lost', async () => {
    const { client, server } = createPair();
    let calls = 0;
    const lossy = createPair({
      fetch: async (url, init) => {
        const response = await server.fetch(url, init);
        if (calls++ % 2 === 0) throw new TypeError('connection reset');
        return response;
      },
    });
    for (let index = 0; index < 200; index++) lossy.client.log({ action: 'step' });
    expect(await lossy.client.flush()).toMatchObject({ ok: true, delivered: 200 });
    expect(server.logs).toHaveLength(200);
    await client.close();
  });

  it('tells the log once when it starts and once when it is over', async () => {
    const { client, server, said } = createPair();
    server.respondWith(() => ({ status: 503, body: { error: 'database away', status: 503, code: 'unavailable' } }));
    client.log({ action: 'step' });
    await client.flush({ timeoutMs: 50 });
    server.respondWith(null);
    await client.flush();
    expect(said).toEqual([expect.stringContaining('database away'), expect.stringContaining('takes logs again')]);
  });
});

describe('a request that hangs', () => {
  it('is given up after the timeout and sent again', async () => {
    const { client, server } = createPair({ timeoutMs: 30 });
    let calls = 0;
    server.respondWith(() => (calls++ === 0 ? new Promise(() => {}) : undefined));
    client.log({ action: 'step' });
    expect(await client.flush()).toMatchObject({ ok: true, delivered: 1 });
  });

  it('does not hold flush beyond its time', async () => {
    const { client, server } = createPair();
    server.respondWith(() => new Promise(() => {}));
    client.log({ action: 'step' });
    expect(await client.flush({ timeoutMs: 20 })).toMatchObject({ ok: false, pending: 1 });
  });
});

describe('a refused credential', () => {
  it('stops the sending, loses nothing, and tells those who wait', async () => {
    const { client, server, said } = createPair();
    server.respondWith(() => ({ status: 401, body: { error: 'Invalid API key', status: 401, code: 'unauthorized' } }));
    await expect(client.log({ action: 'awaited' })).rejects.toSatisfy((error) => AuthenticationError.isInstance(error));
    for (let index = 0; index < 100; index++) client.log({ action: 'step' });
    const result = await client.flush();
    expect(result).toMatchObject({ ok: false, delivered: 0, pending: 101, dropped: 0 });
    expect(server.requests.length).toBeLessThan(4);
    expect(said).toEqual([expect.stringContaining('Invalid API key')]);
    server.respondWith(null);
    expect(await client.flush()).toMatchObject({ ok: true, delivered: 101 });
  });
});

describe('any run of faults', () => {
  const fault = fc.constantFrom('ok', 'ok', '503', '429', '413', '400', 'refused', 'lost answer', 'nonsense');

  it('ends with every entry stored once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), fc.boolean()), { minLength: 1, maxLength: 6 }),
        fc.array(fault, { maxLength: 40 }),
        async (bursts, faults) => {
          const { server } = createPair();
          const queue = [...faults];
          const { client } = createPair({
            fetch: async (url, init) => {
              const next = queue.shift() ?? 'ok';
              const { length } = JSON.parse(init.body as string) as unknown[];
              if (next === 'refused') throw new TypeError('fetch failed');
              if (next === '503') return new Response('', { status: 503 });
              if (next === '429') return new Response('', { status: 429, headers: { 'retry-after': '0' } });
              // A lone entry is what it is: only several can be too much together.
              if (next === '413' && length > 1) return new Response('', { status: 413 });
              if (next === '400' && length > 1) return new Response('{}', { status: 400 });
              if (next === 'nonsense') return new Response('[]', { status: 200 });
              const response = await server.fetch(url, init);
              if (next === 'lost answer') throw new TypeError('connection reset');
              return response;
            },
          });
          const ids: string[] = [];
          for (const [count, flush] of bursts) {
            for (let index = 0; index < count; index++) ids.push(client.log({ action: 'step' }).id);
            if (flush) await client.flush({ timeoutMs: 5 });
          }
          expect(await client.flush()).toMatchObject({ ok: true, pending: 0, dropped: 0 });
          expect(server.logs.map(({ id }) => id).toSorted()).toEqual(ids);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('flush', () => {
  it('never rejects, and counts since the flush before', async () => {
    const { client, server } = createPair();
    expect(await client.flush()).toEqual({ ok: true, delivered: 0, pending: 0, dropped: 0, spooled: 0 });
    client.log({ action: 'one' });
    expect(await client.flush()).toMatchObject({ ok: true, delivered: 1 });
    server.respondWith(() => Promise.reject(new ConnectionError('gone')));
    client.log({ action: 'two' });
    expect(await client.flush({ timeoutMs: 10 })).toMatchObject({ ok: false, delivered: 0, pending: 1 });
    server.respondWith(null);
    expect(await client.close()).toMatchObject({ ok: true, delivered: 1 });
  });

  it('does not wait for what is logged after it was called', async () => {
    const { client, server } = createPair();
    client.log({ action: 'before' });
    const flushed = client.flush();
    let others = 0;
    const timer = setInterval(() => void client.log({ action: `after-${others++}` }), 1);
    await flushed;
    clearInterval(timer);
    expect(server.logs.some(({ action }) => action === 'before')).toBe(true);
    await client.close();
    expect(server.logs).toHaveLength(1 + others);
  });

  it('ends a client that is left with `await using`', async () => {
    const { client, server } = createPair();
    {
      await using inner = client;
      inner.log({ action: 'step' });
    }
    expect(server.logs).toHaveLength(1);
  });
});
