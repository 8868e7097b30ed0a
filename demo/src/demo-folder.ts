import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the demo's data lies. */
export interface DemoFolder {
  path: string;
  /** The month is in it already. */
  isFilled: boolean;
  /** Says so for the next start. */
  markFilled(): Promise<void>;
  /** Throws away what is not to stay. */
  leave(): Promise<void>;
}

/** A folder that goes with the demo, or the one that is given. Throws when there is other data in that. */
export async function openDemoFolder(given: string | undefined): Promise<DemoFolder> {
  const path = given ?? (await mkdtemp(join(tmpdir(), 'agentaudit-demo-')));
  await mkdir(path, { recursive: true });
  const mark = join(path, 'demo-is-filled');
  const isFilled = existsSync(mark);
  if (!isFilled && existsSync(join(path, 'agentaudit.db'))) {
    // A known password must not come into data that is not the demo's.
    throw new Error(`${path} holds data that is no demo, or one that was not filled to its end: give another folder`);
  }
  return {
    path,
    isFilled,
    markFilled: () => writeFile(mark, ''),
    leave: async () => {
      if (given === undefined) await rm(path, { recursive: true, force: true });
    },
  };
}
