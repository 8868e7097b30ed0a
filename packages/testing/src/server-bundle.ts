import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { build } from 'esbuild';

import { bundleVariable, serverSource } from './server-process.ts';

/** They read files beside their code, or are machine code. */
const unbundled = ['better-sqlite3', 'pg-native', 'pdfkit', '@fastify/swagger-ui', '@expo-google-fonts/*', 'pino'];

/**
 * For vitest's `globalSetup`: the server and what it depends on in a few files. To load its two thousand modules is
 * most of a start, and a test run starts it some fifty times.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[bundleVariable] !== undefined) return undefined;
  // Beside its dependencies, where it finds what is not in it.
  const cache = join(dirname(serverSource), '../node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'test-run-'));
  await build({
    entryPoints: [serverSource],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: unbundled,
    // CommonJS in an ES module misses these.
    banner: {
      js: `import { createRequire as toRequire } from 'node:module';
const require = toRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`,
    },
  });
  process.env[bundleVariable] = join(folder, 'main.mjs');
  return async () => {
    delete process.env[bundleVariable];
    await rm(folder, { recursive: true });
  };
}
