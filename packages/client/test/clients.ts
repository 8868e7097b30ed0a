import { AgentAuditClient, type ClientOptions } from '../src/index.ts';
import { createMemoryServer, type MemoryServer } from '../src/testing.ts';

/** A client of an in-memory server, with waits short enough for tests and a logger that keeps what it was told. */
export function createPair(options: ClientOptions = {}): {
  client: AgentAuditClient;
  server: MemoryServer;
  said: string[];
} {
  const server = createMemoryServer();
  const said: string[] = [];
  const note = (message: string) => void said.push(message);
  const client = new AgentAuditClient({
    apiKey: 'aa_test',
    baseUrl: 'http://memory',
    fetch: server.fetch,
    retry: { baseMs: 1, maxMs: 5 },
    logger: { error: note, warn: note },
    ...options,
  });
  return { client, server, said };
}

/** The entries of each batch that was sent. */
export function batchesOf(server: MemoryServer): { id: string; action: string }[][] {
  return server.requests
    .filter(({ path }) => path.endsWith('/batch'))
    .map(({ body }) => JSON.parse(body) as { id: string; action: string }[]);
}

/** Collects what no one caught while `run` ran and a little longer. */
export async function unhandledDuring(run: () => Promise<unknown>): Promise<unknown[]> {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  try {
    await run();
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  } finally {
    process.off('unhandledRejection', note);
  }
  return unhandled;
}

/** Resolves when the condition holds; a test that waits in vain ends by its own timeout. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}

interface SeenRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

/** A client whose requests are kept, and answered one after the other. */
export function createRecorder(...answers: (Response | Error)[]) {
  const seen: SeenRequest[] = [];
  const client = new AgentAuditClient({
    apiKey: 'aa_key',
    baseUrl: 'http://server',
    logger: false,
    fetch: async (url, { method, headers, body }) => {
      const { pathname, search } = new URL(url);
      seen.push({
        method,
        path: pathname + search,
        headers,
        body: body === undefined ? undefined : JSON.parse(body as string),
      });
      const answer = answers.shift() ?? Response.json({ data: {} });
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { client, seen };
}
