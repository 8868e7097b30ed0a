import { type AuditLog, AgentAuditClient, type ClientOptions } from 'agentaudit-client';
import { createMemoryServer, type MemoryServer } from 'agentaudit-client/testing';

/** A real client of an in-memory server, and what has arrived there. */
export interface Recorder {
  client: AgentAuditClient;
  server: MemoryServer;
  /** Flushes, and gives the logs in the order they were written. */
  logs: () => Promise<AuditLog[]>;
  /** As `logs`, once there are so many: for logs that are written a little after the effect. */
  atLeast: (count: number) => Promise<AuditLog[]>;
}

export function createRecorder(options: ClientOptions = {}): Recorder {
  const server = createMemoryServer();
  const client = new AgentAuditClient({
    apiKey: 'aa_test',
    baseUrl: 'http://memory',
    fetch: server.fetch,
    ...options,
  });
  const logs = async () => {
    const result = await client.flush();
    if (!result.ok) throw new Error(`Not all was delivered: ${JSON.stringify(result)}`);
    return server.logs;
  };
  return {
    client,
    server,
    logs,
    async atLeast(count) {
      for (let tries = 0; tries < 1000; tries++) {
        // Looking must not flush: a flush ends what nobody reads.
        if (server.logs.length >= count) return logs();
        await new Promise((resolve) => {
          setTimeout(resolve, 10);
        });
      }
      throw new Error(`${server.logs.length} logs came in place of ${count}`);
    },
  };
}
