import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface Manifest {
  exports: { '.': string | { import: { default: string } } };
}

/** An adapter as the program has it installed; undefined where it has not. */
export async function loadAdapter(name: string): Promise<unknown> {
  const require = createRequire(path.join(process.cwd(), 'program.js'));
  let manifest: string;
  try {
    manifest = require.resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
  const main = (require(manifest) as Manifest).exports['.'];
  const entry = typeof main === 'string' ? main : main.import.default;
  return import(pathToFileURL(path.join(path.dirname(manifest), entry)).href) as Promise<unknown>;
}
