import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  dts: true,
  clean: true,
  sourcemap: true,
  // An ES module only: inside the bundle, `require` of this package works on every Node.
  noExternal: ['@marcbachmann/cel-js'],
});
