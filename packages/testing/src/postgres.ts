import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';

import { freePort } from './free-port.ts';
import { postgresExecutables, postgresOwner, type ProcessOwner, temporaryRoot } from './postgres-install.ts';

export interface PostgresOptions {
  /**
   * Whether a commit waits for the disk. Default false: only a crash of the operating system could tell the
   * difference, and the data is thrown away. `synchronous_commit` stays on either way, so a commit means to the server
   * what it means in production. A benchmark wants true.
   */
  fsync?: boolean;
  /** Default 200. */
  maxConnections?: number;
}

export interface Postgres {
  /** For the superuser, to the database `postgres`. */
  url: string;
  /** The postmaster: its CPU time and its children's can be read from `/proc`. */
  pid: number;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL 18 of its own on a free port of the loopback, its files in the temporary folder. Works as root
 * and as an ordinary user. It ends with this process, however this process ends.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  // Somebody may take the port between our finding it free and PostgreSQL's binding it.
  for (let attempt = 1; attempt < 3; attempt++) {
    try {
      return await startOnce(options);
    } catch (error) {
      if (!String(error).includes('Address already in use')) throw error;
    }
  }
  return startOnce(options);
}

async function startOnce({ fsync = false, maxConnections = 200 }: PostgresOptions): Promise<Postgres> {
  const owner = postgresOwner();
  const folder = mkdtempSync(join(temporaryRoot(owner), 'agentaudit-postgres-'));
  const executables = postgresExecutables(owner, folder);
  const password = crypto.randomUUID();
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    chownSync(folder, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  const data = join(folder, 'data');
  const port = await freePort();
  await promisify(execFile)(
    join(executables, 'initdb'),
    ['-D', data, '-U', 'postgres', '--pwfile', passwordFile, '--auth', 'password', '-E', 'UTF8', '--no-locale', '-N'],
    { ...owner, cwd: folder },
  );
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: maxConnections,
    fsync: fsync ? 'on' : 'off',
    full_page_writes: fsync ? 'on' : 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const supervisor = supervise(folder, [join(executables, 'postgres'), '-D', data, ...flags], owner);
  const pid = await started(supervisor);
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  return { url, pid, stop: () => stopped(supervisor) };
}

type Supervisor = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * A shell between us and PostgreSQL: its standard input closes when we end, be it by SIGKILL, and then it stops
 * PostgreSQL and removes the folder. Detached, so that Ctrl-C reaches us alone and the order of stopping is ours.
 */
function supervise(folder: string, command: string[], owner: ProcessOwner): Supervisor {
  const script = `
    "$@" </dev/null >/dev/null &
    pid=$!
    echo $pid
    exec >/dev/null 2>&1
    trap : INT TERM HUP
    read -r _
    kill -INT $pid
    wait $pid
    rm -rf "$0"`;
  return spawn('/bin/sh', ['-c', script, folder, ...command], {
    ...owner,
    cwd: '/',
    detached: true,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** The postmaster's process id, once it takes connections. Rejects with what it said when it gives up. */
async function started(supervisor: Supervisor): Promise<number> {
  const [pidLine] = await supervisor.stdout.take(1).toArray();
  let said = '';
  for await (const chunk of supervisor.stderr.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (said.includes('ready to accept connections')) {
      // Whatever comes later must be read too, or the full pipe would stop PostgreSQL.
      supervisor.stderr.resume();
      letExit(supervisor);
      return Number(String(pidLine));
    }
  }
  await stopped(supervisor);
  throw new Error(`PostgreSQL does not start:\n${said}`);
}

/** Lets this process end while PostgreSQL runs; its end is PostgreSQL's. */
function letExit(supervisor: Supervisor): void {
  supervisor.unref();
  for (const stream of supervisor.stdio) if (stream instanceof Socket) stream.unref();
}

async function stopped(supervisor: Supervisor): Promise<void> {
  if (supervisor.exitCode !== null || supervisor.signalCode !== null) return;
  const exit = new Promise((resolve) => supervisor.once('exit', resolve));
  supervisor.stdin.end();
  supervisor.ref();
  await exit;
}
