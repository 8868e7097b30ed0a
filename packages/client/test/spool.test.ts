import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type ClientOptions, createLogId } from '../src/index.ts';
import { createPair, until } from './clients.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'agentaudit-spool-'));
});

afterEach(() => rm(dir, { recursive: true }));

const spooling = (options: ClientOptions = {}) => createPair({ durability: { mode: 'spool', dir }, ...options });

describe("durability 'spool'", () => {
  it('has each entry on disk before the code that logged it goes on after an await', async () => {
    const { client, server } = spooling();
    server.respondWith(() => ({ status: 503 }));
    const { id } = client.log({ action: 'risky', prompt: 'delete everything' });
    await Promise.resolve();
    const [file] = await readdir(dir);
    expect(JSON.parse(await readFile(path.join(dir, file as string), 'utf8'))).toMatchObject({
      id,
      prompt: 'delete everything',
    });
    server.respondWith(null);
    await client.close();
  });

  it('leaves nothing behind once all is delivered', async () => {
    const { client, server } = spooling();
    for (let index = 0; index < 500; index++) client.log({ action: 'step' });
    expect(await client.close()).toEqual({ ok: true, delivered: 500, pending: 0, dropped: 0, spooled: 0 });
    expect(server.logs).toHaveLength(500);
    expect(await readdir(dir)).toEqual([]);
  });

  it('takes to disk what memory has no room for, and sends it in the end', async () => {
    const { client, server } = spooling({ buffer: { maxEntries: 100 } });
    server.respondWith(() => ({ status: 503 }));
    const ids = Array.from({ length: 1000 }, () => client.log({ action: 'step' }).id);
    expect(await client.flush({ timeoutMs: 20 })).toEqual({
      ok: false,
      delivered: 0,
      pending: 1000,
      dropped: 0,
      spooled: 1000,
    });
    server.respondWith(null);
    expect(await client.flush()).toMatchObject({ ok: true, delivered: 1000, dropped: 0 });
    expect(server.logs.map(({ id }) => id).toSorted()).toEqual(ids);
    await client.close();
    expect(await readdir(dir)).toEqual([]);
  });

  it('drops and says so when the disk may take no more', async () => {
    const { client, server } = spooling({
      durability: { mode: 'spool', dir, maxBytes: 20_000 },
      buffer: { maxEntries: 10 },
    });
    server.respondWith(() => ({ status: 503 }));
    for (let index = 0; index < 100; index++) client.log({ action: 'step', prompt: 'x'.repeat(1000) });
    server.respondWith(null);
    const { delivered, dropped, pending } = await client.flush();
    expect(pending).toBe(0);
    expect(delivered + dropped).toBe(100);
    expect(delivered).toBeGreaterThan(10);
    expect(server.logs.find(({ action }) => action === 'audit.gap')?.metadata).toMatchObject({ count: dropped });
    await client.close();
  });

  it('passes on to the next client what it could not send, without what had arrived', async () => {
    const first = spooling();
    let refused = 0;
    first.server.respondWith(() => (refused++ < 1 ? undefined : { status: 503 }));
    for (let index = 0; index < 120; index++) first.client.log({ action: 'step' });
    await until(() => first.server.requests.length >= 3);
    expect(await first.client.close({ timeoutMs: 20 })).toMatchObject({ delivered: 50, pending: 70, spooled: 70 });
    first.server.respondWith(null);

    const before = first.server.requests.length;
    const second = spooling({ fetch: first.server.fetch });
    expect(await second.client.close()).toMatchObject({ ok: true, delivered: 70 });
    expect(first.server.logs).toHaveLength(120);
    expect(first.server.requests.length - before).toBe(2);
    expect(await readdir(dir)).toEqual([]);
  });

  it('reads around a line that a power cut tore', async () => {
    const first = spooling();
    first.server.respondWith(() => ({ status: 503 }));
    first.client.log({ action: 'whole' });
    await first.client.close({ timeoutMs: 10 });
    const file = path.join(dir, (await readdir(dir))[0] as string);
    await writeFile(file, `${await readFile(file, 'utf8')}{"id":"${createLogId()}","action":"to`);

    const second = spooling();
    expect(await second.client.close()).toMatchObject({ ok: true, delivered: 1 });
    expect(second.server.logs.map(({ action }) => action)).toEqual(['whole']);
  });

  it('goes on in memory when it cannot have its directory', async () => {
    const file = path.join(dir, 'file');
    await writeFile(file, '');
    const { client, server, said } = createPair({ durability: { mode: 'spool', dir: file } });
    client.log({ action: 'step' });
    expect(await client.close()).toMatchObject({ ok: true });
    expect(server.logs).toHaveLength(1);
    expect(said).toEqual([expect.stringContaining("no durability 'spool'")]);
  });
});
