import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's own, then what other systems and hosted runners have. */
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Far more than it takes to say a version: a start that hangs must not hang its caller. */
const answerTimeoutMs = 60_000;

/**
 * The browser's executable: `CHROMIUM_PATH`, or the first on the path that starts. `undefined` when there is none.
 * Throws when `CHROMIUM_PATH` names something that does not start.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = environment['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') {
    if (starts(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, and no browser starts there`);
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => isExecutable(path) && starts(path));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Some systems put a script there that only says how to install the browser. */
function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: answerTimeoutMs }).status === 0;
}
