import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/sha256-node.ts', 'src/sha256-portable.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  // The importing package's `imports` map picks the SHA-256 of the runtime, so it has to stay a specifier.
  external: ['#sha256'],
  dts: { entry: 'src/index.ts' },
  clean: true,
  sourcemap: true,
});
