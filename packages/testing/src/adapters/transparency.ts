import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type FakeModelServer, startFakeModelServer } from './fake-model-server.ts';
import type { ModelReply } from './model-reply.ts';

/** A way to use a library's client. */
export interface Scenario<Client> {
  replies?: ModelReply[];
  /** Uses a client as a caller would, and says all that it saw. */
  run: (client: Client, server: FakeModelServer) => Promise<unknown>;
}

/**
 * Tests that a wrapped client cannot be told from a plain one: not by what a caller sees in each scenario, errors and
 * aborts included, and not by the bytes of the requests that reach the server.
 */
export function describeTransparency<Client>(
  scenarios: Record<string, Scenario<Client>>,
  makers: { plain: (server: FakeModelServer) => Client; wrapped: (server: FakeModelServer) => Client },
): void {
  describe('a wrapped client cannot be told from one that is not', () => {
    let server: FakeModelServer;
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    beforeAll(async () => {
      server = await startFakeModelServer();
      process.on('unhandledRejection', note);
    });
    afterAll(async () => {
      process.off('unhandledRejection', note);
      await server.close();
    });
    beforeEach(() => {
      unhandled.length = 0;
    });

    it.each(Object.entries(scenarios))('%s', async (_, scenario) => {
      const expected = await observe(scenario, makers.plain(server), server);
      expect(await observe(scenario, makers.wrapped(server), server)).toEqual(expected);
      expect(unhandled).toEqual([]);
    });
  });
}

/** All that the caller saw, and all that the server saw of the caller. */
export async function observe<Client>(
  { replies = [], run }: Scenario<Client>,
  client: Client,
  server: FakeModelServer,
): Promise<{ outcome: unknown; requests: unknown[] }> {
  server.reset();
  server.reply(...replies);
  const outcome = await run(client, server).then(
    (value) => ({ value }),
    (error: unknown) => ({ error: describeError(error) }),
  );
  await new Promise(setImmediate);
  const requests = server.requests.map(({ path, headers, body }) => ({ path, headers, body }));
  return JSON.parse(JSON.stringify({ outcome, requests })) as { outcome: unknown; requests: unknown[] };
}

/** What a caller can tell about an error. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const {
    name,
    message,
    constructor,
    cause,
    status,
    code,
    type,
    requestID,
    error: body,
    headers,
  } = error as Error & {
    headers?: Headers;
    status?: number;
    code?: unknown;
    type?: unknown;
    requestID?: unknown;
    error?: unknown;
  };
  return {
    name,
    message,
    class: constructor.name,
    cause: cause instanceof Error ? describeError(cause) : cause,
    status,
    code,
    type,
    requestID,
    body,
    retryAfter: headers?.get?.('retry-after'),
  };
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
