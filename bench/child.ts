import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Runs a program of this folder in a process of its own with one JSON argument; its standard output is JSON too. */
export async function runChild<Result>(file: string, argument: unknown): Promise<Result> {
  const path = join(import.meta.dirname, file);
  const { stdout } = await promisify(execFile)(process.execPath, [path, JSON.stringify(argument)]);
  return JSON.parse(stdout) as Result;
}
