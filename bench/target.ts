import {
  type Engine,
  freshDatabase,
  type Postgres,
  type ServerProcess,
  signUp,
  startPostgres,
  startServerProcess,
  type TestAccount,
  type TestDatabase,
} from '@agentaudit/testing';

import { runChild } from './child.ts';
import { cpuMicrosOf, cpuMicrosOfPostgres } from './cpu.ts';
import type { LoadOrder, LoadResult } from './load.ts';

/** A storage engine with room for databases; PostgreSQL waits for the disk, as in production. */
export interface Storage {
  engine: Engine;
  postgres: Postgres | undefined;
  newDatabase(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

export async function openStorage(engine: Engine): Promise<Storage> {
  const postgres = engine === 'postgres' ? await startPostgres({ fsync: true }) : undefined;
  return {
    engine,
    postgres,
    newDatabase: () => freshDatabase({ engine, ...(postgres ? { postgresUrl: postgres.url } : {}) }),
    stop: async () => postgres?.stop(),
  };
}

/** A server process with an account, and load on demand. */
export interface Target extends TestAccount {
  server: ServerProcess;
  pid: number;
  load(order: Pick<LoadOrder, 'events' | 'batch' | 'connections' | 'requestsPerSecond'>): Promise<LoadResult>;
  /** CPU time so far of the server and of its database's processes, in microseconds. */
  cpuMicros(): number;
  get<Answer>(path: string): Promise<Answer>;
  close(): Promise<void>;
}

export async function openTarget(storage: Storage, wrapper: string[] = []): Promise<Target> {
  const database = await storage.newDatabase();
  const server = await startServerProcess({ database, wrapper });
  const account = await signUp(server.url);
  const pid = server.process.pid!;
  return {
    ...account,
    server,
    pid,
    load: (order) => runChild<LoadResult>('load.ts', { url: server.url, apiKey: account.apiKey, ...order }),
    cpuMicros: () => cpuMicrosOf(pid) + (storage.postgres ? cpuMicrosOfPostgres(storage.postgres.pid) : 0),
    get: async <Answer>(path: string) => {
      const response = await fetch(`${server.url}/api/v1${path}`, { headers: { 'x-api-key': account.apiKey } });
      if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`);
      return (await response.json()) as Answer;
    },
    close: async () => {
      await server.stop();
      await database.dispose();
    },
  };
}
