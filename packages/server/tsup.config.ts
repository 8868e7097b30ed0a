import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/main.ts'],
  format: ['esm'],
  target: 'node24',
  dts: { entry: 'src/index.ts' },
  clean: true,
  sourcemap: true,
});
