import { describe, expect, it } from 'vitest';

import { DroppedError } from '../src/index.ts';
import { batchesOf, createPair, until } from './clients.ts';

describe('batching', () => {
  it('sends at most 50 entries and 0.9 MB at once, whatever the script', async () => {
    const { client, server } = createPair();
    for (let index = 0; index < 120; index++) client.log({ action: 'short' });
    for (let index = 0; index < 20; index++) client.log({ action: 'long', prompt: '漢'.repeat(100_000) });
    await client.flush();
    expect(server.logs).toHaveLength(140);
    for (const { body } of server.requests) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(900_000);
    for (const batch of batchesOf(server)) expect(batch.length).toBeLessThanOrEqual(50);
  });

  it('sends an entry that is larger than a batch may be on its own', async () => {
    const { client, server } = createPair();
    client.log({ action: 'a' });
    client.log({ action: 'b', prompt: 'x'.repeat(1_000_000) });
    client.log({ action: 'c' });
    await client.flush();
    expect(batchesOf(server).map((batch) => batch.map(({ action }) => action))).toEqual([['a'], ['b'], ['c']]);
  });

  it('waits for company only so long, and sends a full batch without waiting', async () => {
    const { client, server } = createPair({ batch: { lingerMs: 20 } });
    client.log({ action: 'lonely' });
    expect(server.requests).toHaveLength(0);
    await until(() => server.logs.length === 1);

    const patient = createPair({ batch: { lingerMs: 3_600_000 } });
    for (let index = 0; index < 75; index++) patient.client.log({ action: 'step' });
    await until(() => patient.server.logs.length === 50);
    await patient.client.close();
    expect(patient.server.logs).toHaveLength(75);
  });

  it('has no more requests under way than allowed', async () => {
    const { client, server } = createPair({ batch: { concurrency: 3 } });
    let underWay = 0;
    let most = 0;
    server.respondWith(async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => {
        setTimeout(resolve, 2);
      });
      underWay--;
      return undefined;
    });
    for (let index = 0; index < 1000; index++) client.log({ action: 'step' });
    expect(await client.flush()).toMatchObject({ ok: true, delivered: 1000 });
    expect(most).toBe(3);
  });
});

describe('a poisoned entry', () => {
  it('is picked out by the index that the server names', async () => {
    const { client, server } = createPair();
    server.respondWith(({ body }) => {
      const index = (JSON.parse(body) as { action: string }[]).findIndex(({ action }) => action === 'poison');
      return index >= 0 ? invalid(index) : undefined;
    });
    for (let index = 0; index < 50; index++) client.log({ action: index === 17 ? 'poison' : 'fine' });
    expect(await client.flush()).toEqual({ ok: false, delivered: 49, pending: 0, dropped: 1, spooled: 0 });
    expect(server.requests).toHaveLength(3);
    expect(server.logs.filter(({ action }) => action === 'fine')).toHaveLength(49);
  });

  it('is found by halving when the server does not say which it is', async () => {
    const { client, server } = createPair();
    server.respondWith(({ body }) => (body.includes('poison') ? invalid() : undefined));
    const poison = new Set([3, 30, 31]);
    for (let index = 0; index < 50; index++) client.log({ action: poison.has(index) ? 'poison' : 'fine' });
    expect(await client.flush()).toMatchObject({ ok: false, delivered: 47, dropped: 3 });
  });

  it('is not mistaken for its neighbours when they are too much together', async () => {
    const { client, server } = createPair();
    server.respondWith(({ body }) => (body.length > 20_000 ? { status: 413 } : undefined));
    for (let index = 0; index < 50; index++) client.log({ action: 'step', prompt: 'x'.repeat(5000) });
    client.log({ action: 'giant', prompt: 'x'.repeat(50_000) });
    expect(await client.flush()).toMatchObject({ ok: false, delivered: 50, pending: 0, dropped: 1 });
  });

  it('leaves a note of the loss in the trail itself', async () => {
    const { client, server } = createPair();
    server.respondWith(({ body }) => (body.includes('poison') ? invalid() : undefined));
    client.log({ action: 'poison' });
    client.log({ action: 'fine' });
    client.log({ action: 'poison' });
    await client.flush();
    expect(server.logs.filter(({ action }) => action === 'audit.gap')).toEqual([
      expect.objectContaining({
        status: 'error',
        metadata: expect.objectContaining({ reason: 'rejected', count: 2, first_seq: 0, last_seq: 2 }),
      }),
    ]);
  });
});

describe('a full buffer', () => {
  it('drops what does not fit, counts it, and says so in the trail', async () => {
    const { client, server } = createPair({ buffer: { maxEntries: 100 } });
    server.respondWith(() => ({ status: 503 }));
    const handles = Array.from({ length: 130 }, () => client.log({ action: 'step' }));
    await expect(handles[129]).rejects.toSatisfy(
      (error) => DroppedError.isInstance(error) && error.reason === 'overflow',
    );
    server.respondWith(null);
    expect(await client.flush()).toEqual({ ok: false, delivered: 100, pending: 0, dropped: 30, spooled: 0 });
    expect(await client.flush()).toMatchObject({ ok: true, dropped: 0 });
    const [gap, ...others] = server.logs.filter(({ action }) => action === 'audit.gap');
    expect(gap?.metadata).toMatchObject({ reason: 'overflow', count: 30, first_seq: 100, last_seq: 129 });
    expect(others).toEqual([]);
  });

  it('is bounded in bytes as well', async () => {
    const { client, server } = createPair({ buffer: { maxBytes: 1_000_000 } });
    server.respondWith(() => ({ status: 503 }));
    for (let index = 0; index < 100; index++) client.log({ action: 'step', prompt: 'x'.repeat(100_000) });
    server.respondWith(null);
    const { delivered, dropped } = await client.flush();
    expect(delivered + dropped).toBe(100);
    expect(delivered).toBeLessThanOrEqual(10);
  });
});

describe('compression', () => {
  it('is used once the server says that it takes it, and not when it changes its mind', async () => {
    const codings: (string | undefined)[] = [];
    const { client, server } = createPair({
      fetch: async (url, init) => {
        const coding = init.headers['content-encoding'];
        codings.push(coding);
        const { gunzipSync } = await import('node:zlib');
        const body = coding ? gunzipSync(init.body as Uint8Array).toString() : init.body;
        return server.fetch(url, { ...init, ...(body !== undefined && { body }) });
      },
    });
    const respond = (accepts: string | undefined, status?: number) =>
      server.respondWith(({ body }) => {
        if (status && codings.at(-1)) return { status };
        const entries = JSON.parse(body) as { id: string }[];
        return {
          status: 201,
          headers: accepts ? { 'accept-encoding': accepts } : {},
          body: entries.map(({ id }) => id),
        };
      });
    const logMany = async () => {
      for (let index = 0; index < 40; index++) client.log({ action: 'step', prompt: 'all the same' });
      expect(await client.flush()).toMatchObject({ ok: true, delivered: 40 });
    };
    respond('gzip, zstd');
    await logMany();
    await logMany();
    respond('gzip', 415);
    await logMany();
    expect(codings).toEqual([undefined, 'gzip', 'gzip', undefined]);
  });
});

describe('waitUntil', () => {
  it('is told of the delivery of what a request logged', async () => {
    const promises: Promise<unknown>[] = [];
    const { client, server } = createPair({
      batch: { lingerMs: 3_600_000 },
      waitUntil: (promise) => void promises.push(promise),
    });
    client.log({ action: 'one' });
    client.log({ action: 'two' });
    expect(promises).toHaveLength(1);
    await promises[0];
    expect(server.logs).toHaveLength(2);
    client.log({ action: 'three' });
    expect(promises).toHaveLength(2);
    await promises[1];
    expect(server.logs).toHaveLength(3);
  });
});

function invalid(index?: number) {
  return {
    status: 400,
    body: {
      error: 'no',
      status: 400,
      code: 'validation_error',
      details: index === undefined ? undefined : [{ index, message: 'no' }],
    },
  };
}
