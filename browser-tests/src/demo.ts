import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const main = new URL('../../demo/src/main.ts', import.meta.url).pathname;

export interface Demo {
  url: string;
  email: string;
  password: string;
  stop(): Promise<void>;
}

/** The demo as `npm run demo` starts it, on a port of its own, once its month is full. */
export async function startDemo(): Promise<Demo> {
  const child = spawn(process.execPath, [main, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const killOnExit = () => child.kill('SIGKILL');
  process.once('exit', killOnExit);
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    process.off('exit', killOnExit);
  };
  const [, url, email, password] =
    /listening on (\S+)\nsign in as (\S+) with the password (\S+)/.exec(await said(child)) ?? [];
  if (url === undefined || email === undefined || password === undefined) {
    await stop();
    throw new Error('The demo did not say where it is');
  }
  return { url, email, password, stop };
}

/** What it writes, up to the line that says who may sign in. */
async function said({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const line of createInterface({ input: stdout! })) {
    text += `${line}\n`;
    if (line.startsWith('sign in as')) break;
  }
  stdout!.resume();
  return text;
}
