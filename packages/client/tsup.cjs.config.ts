import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { defineConfig } from 'tsup';

const dist = path.join(import.meta.dirname, 'dist');

/** Each file of the ESM build once more for `require`, in the same pieces: entries do not carry what they share. */
export default defineConfig({
  entry: ['dist/*.js'],
  format: 'cjs',
  target: 'node20',
  platform: 'neutral',
  external: [/^node:/, '#platform', 'agentaudit-rules'],
  removeNodeProtocol: false,
  esbuildPlugins: [
    {
      name: 'pieces',
      setup(build) {
        build.onResolve({ filter: /^\.\/[\w-]+\.js$/ }, (file) => {
          if (file.kind === 'entry-point') return undefined;
          return { path: toCommonJs(file.path), external: true };
        });
      },
    },
  ],
  async onSuccess() {
    shareDeclarations();
  },
});

/** One set of declarations for both, so that a client loaded by `import` is one that was loaded by `require`. */
function shareDeclarations(): void {
  for (const name of readdirSync(dist).filter((file) => file.endsWith('.d.ts'))) {
    const file = path.join(dist, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file.replace(/\.ts$/, '.cts'), text.replace(/(?<=(?:from|import) '\.\/[\w-]+)\.js(?=')/g, '.cjs'));
    const isEntry = !/-[\w-]{8}\.d\.ts$/.test(name);
    if (isEntry) writeFileSync(file, `export * from './${name.replace(/\.d\.ts$/, '.cjs')}';\n`);
    else rmSync(file);
  }
}

function toCommonJs(file: string): string {
  return file.replace(/\.js$/, '.cjs');
}
