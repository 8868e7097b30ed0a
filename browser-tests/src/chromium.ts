import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

import { findChromium } from './find-chromium.ts';

const lockTimeoutSeconds = 120;

const advice =
  'Install Chromium (on Debian: apt-get install chromium), or set CHROMIUM_PATH to the browser to use, such as Chrome.';

export interface ChromiumOptions {
  /** Default: the process's own. */
  environment?: NodeJS.ProcessEnv;
  /** Before each further try: a mirror may stumble, and another apt may hold the lock for longer than ours waits. */
  pausesMs?: readonly number[];
}

/** The browser to drive; Debian's is installed when there is none. Throws with what to do where that cannot be done. */
export async function ensureChromium(options: ChromiumOptions = {}): Promise<string> {
  const { environment = process.env, pausesMs = [5000, 20_000, 60_000] } = options;
  const present = findChromium(environment);
  if (present !== undefined) return present;
  const apt = aptCommand(environment);
  process.stderr.write('Installing Chromium with apt-get\n');
  for (let attempt = 0; ; attempt++) {
    const failure = install(apt, environment);
    // Asked also after a failure: whoever held the lock may have installed it for us.
    const installed = findChromium(environment);
    if (installed !== undefined) return installed;
    const reason = failure ?? 'apt-get installed it, and it does not start';
    const pauseMs = pausesMs[attempt];
    if (pauseMs === undefined) throw new Error(`There is no Chromium: ${reason}.\n${advice}`);
    process.stderr.write(`${reason}: once more in ${pauseMs / 1000} s\n`);
    await pause(pauseMs);
  }
}

/** `apt-get` as somebody who may install. */
function aptCommand(environment: NodeJS.ProcessEnv): string[] {
  const succeeds = (command: string, ...flags: string[]) =>
    spawnSync(command, flags, { stdio: 'ignore', env: environment }).status === 0;
  if (!succeeds('apt-get', '--version')) throw new Error(`There is no Chromium, and no apt-get.\n${advice}`);
  const apt = ['/usr/bin/env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  if (userInfo().uid === 0) return apt;
  if (succeeds('sudo', '-n', 'true')) return ['sudo', '-n', ...apt];
  throw new Error(`There is no Chromium, and to install it takes root.\n${advice}`);
}

/** What went wrong, if anything. */
function install(apt: string[], environment: NodeJS.ProcessEnv): string | undefined {
  const options = ['-qq', '-o', `DPkg::Lock::Timeout=${lockTimeoutSeconds}`, '-o', 'Acquire::Retries=3'];
  const steps = [
    ['update', ...options],
    ['install', '-y', '--no-install-recommends', ...options, 'chromium'],
  ];
  for (const step of steps) {
    const [command, ...flags] = [...apt, ...step] as [string, ...string[]];
    const { status, error } = spawnSync(command, flags, { stdio: ['ignore', 2, 2], env: environment });
    if (status !== 0) return `apt-get ${step[0]} ${error === undefined ? `ended with ${status}` : error.message}`;
  }
  return undefined;
}

if (import.meta.main) {
  try {
    process.stdout.write(`${await ensureChromium()}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
