import { defineConfig } from 'tsup';

/** How a package of one entry is built that runs on every runtime. */
export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'node20',
  dts: true,
  clean: true,
  sourcemap: true,
});
