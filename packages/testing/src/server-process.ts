import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import { freshServerDatabase, type TestDatabase } from './databases.ts';
import { testEnvironment } from './server.ts';

/** Far more than a start takes on a busy machine: a server that never starts must not outlive its test. */
const startTimeoutMs = 60_000;
/** Two thirds of a start is compiling the same modules again. */
const compileCache = join(import.meta.dirname, '../node_modules/.cache/compiled');

/** What `npm start` runs. */
export const serverSource = join(dirname(createRequire(import.meta.url).resolve('agentaudit-server')), 'main.ts');
/** The same in a few files, which starts in half the time: a test run makes one of its own. */
export const bundleVariable = 'AGENTAUDIT_TEST_SERVER_BUNDLE';

export interface ServerProcessOptions {
  /** Laid over the defaults: a port of its own, a fresh database, no rate limit, no logs. */
  environment?: Record<string, string | undefined>;
  /** Default: a fresh one, removed when the process has ended. One that is given stays the giver's. */
  database?: TestDatabase;
  /** What to put before `node`, such as `['prlimit', '--fsize=1000000']`: a command that becomes what it runs. */
  wrapper?: string[];
  /** The program. Default: the bundle of this test run, or the source where there is none. */
  main?: string;
}

export interface ServerProcess {
  url: string;
  databaseUrl: string;
  process: ChildProcessByStdio<null, Readable, Readable>;
  /** All it wrote to standard error so far. */
  stderr(): string;
  /** Asks it to end, with SIGTERM, and waits. Its exit code; `null` when a signal ended it. */
  stop(): Promise<number | null>;
  /** Ends it on the spot, with SIGKILL, and waits. */
  kill9(): Promise<void>;
}

/** The real server as its users run it: a process of its own. */
export async function startServerProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const database = options.database ?? (await freshServerDatabase());
  const main = options.main ?? process.env[bundleVariable] ?? serverSource;
  const [command, ...flags] = [...(options.wrapper ?? []), process.execPath, main];
  const child = spawn(command, flags, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      NODE_COMPILE_CACHE: compileCache,
      ...process.env,
      ...testEnvironment(database.url),
      ...options.environment,
    },
  });
  const exited = once(child, 'exit');
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  // A test that fails half-way must not leave its server running.
  const killOnExit = () => child.kill('SIGKILL');
  process.once('exit', killOnExit);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
    process.off('exit', killOnExit);
    if (options.database === undefined) await database.dispose();
    return child.exitCode;
  };
  const impatience = setTimeout(killOnExit, startTimeoutMs);
  const url = await listening(child);
  clearTimeout(impatience);
  if (url === undefined) {
    await end('SIGKILL');
    throw new Error(`The server did not start:\n${stderr}`);
  }
  return {
    url,
    databaseUrl: database.url,
    process: child,
    stderr: () => stderr,
    stop: () => end('SIGTERM'),
    kill9: async () => void (await end('SIGKILL')),
  };
}

/** The address on the line that says so; `undefined` when standard output ends without one. */
async function listening({ stdout }: ServerProcess['process']): Promise<string | undefined> {
  const lines = createInterface({ input: stdout });
  for await (const line of lines) {
    const url = /^listening on (http:\/\/\S+)$/.exec(line)?.[1];
    if (url !== undefined) {
      stdout.resume();
      return url;
    }
  }
  return undefined;
}
