import { defineConfig, type Options } from 'tsup';

const shared: Options = { format: ['esm', 'cjs'], target: 'node20', removeNodeProtocol: false };

/** As source, so that the declarations hold the shared types themselves and name no other package. */
const dts: Options['dts'] = { compilerOptions: { paths: { 'agentaudit-schemas': ['../schemas/src/index.ts'] } } };

/** `#platform` is resolved here, once for Node and once for every other runtime; the types are the same. */
export default defineConfig([
  {
    ...shared,
    entry: ['src/index.ts', 'src/recorder.ts', 'src/instrument.ts', 'src/testing.ts', 'src/guard.ts'],
    platform: 'neutral',
    external: ['node:http', 'agentaudit-rules'],
    dts,
  },
  { ...shared, entry: ['src/index.ts', 'src/recorder.ts'], outDir: 'dist/node', platform: 'node' },
  {
    ...shared,
    entry: ['src/auto.ts'],
    format: 'esm',
    outDir: 'dist/node',
    platform: 'node',
    // The program's own copy.
    external: ['agentaudit-client'],
    dts: true,
  },
]);
