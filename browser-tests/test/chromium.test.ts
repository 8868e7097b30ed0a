import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, expect, onTestFinished, test } from 'vitest';

import { ensureChromium } from '../src/chromium.ts';

/** The only folder on the path, so that nothing of this machine is found or installed. */
let folder: string;
const environment = () => ({ PATH: folder, CHROMIUM_PATH: '' });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agentaudit-chromium-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  // For those who are not root: may run what comes after `-n`.
  await command('sudo', '[ "$2" = true ] || { shift; exec "$@"; }');
});

async function command(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** Writes down what it was asked, and has installed the browser after so many tries. */
async function aptThatFails(times: number): Promise<() => Promise<string[]>> {
  const [asked, tries] = [join(folder, 'asked'), join(folder, 'tries')];
  await command(
    'apt-get',
    `[ "$1" = --version ] && exit 0
echo "$DEBIAN_FRONTEND $1" >> ${asked}
[ "$1" = update ] && exit 0
echo >> ${tries}
count=0; while read -r line; do count=$((count + 1)); done < ${tries}
[ "$count" -gt ${times} ] || exit 100
printf '#!/bin/sh\\n' > ${folder}/chromium; /bin/chmod 755 ${folder}/chromium`,
  );
  return async () => (await readFile(asked, 'utf8')).trim().split('\n');
}

test('the browser that is on the path is taken, and nothing is installed', async () => {
  const path = await command('chromium', 'exit 0');
  expect(await ensureChromium({ environment: environment() })).toBe(path);
});

test('a script that stands in for a browser that is not there is passed over', async () => {
  await command('chromium', 'exit 1');
  const path = await command('google-chrome', 'exit 0');
  expect(await ensureChromium({ environment: environment() })).toBe(path);
});

test('a browser is named by CHROMIUM_PATH, and one that does not start is said', async () => {
  const path = await command('mine', 'exit 0');
  expect(await ensureChromium({ environment: { PATH: folder, CHROMIUM_PATH: path } })).toBe(path);
  await expect(ensureChromium({ environment: { PATH: folder, CHROMIUM_PATH: '/nowhere' } })).rejects.toThrow(
    'CHROMIUM_PATH is /nowhere',
  );
});

test('a missing browser is installed, without questions', async () => {
  const asked = await aptThatFails(0);
  expect(await ensureChromium({ environment: environment() })).toBe(join(folder, 'chromium'));
  expect(await asked()).toEqual(['noninteractive update', 'noninteractive install']);
});

test('an installation that fails is tried again', async () => {
  const asked = await aptThatFails(2);
  expect(await ensureChromium({ environment: environment(), pausesMs: [1, 1] })).toBe(join(folder, 'chromium'));
  expect((await asked()).filter((line) => line.endsWith('install'))).toHaveLength(3);
});

test('one that fails every time says what to do', async () => {
  await aptThatFails(9);
  await expect(ensureChromium({ environment: environment(), pausesMs: [1] })).rejects.toThrow(
    /apt-get install ended with 100\.\nInstall Chromium .* CHROMIUM_PATH/,
  );
});

test('without apt-get it says what to do', async () => {
  await expect(ensureChromium({ environment: environment() })).rejects.toThrow(/no apt-get\.\nInstall Chromium/);
});
