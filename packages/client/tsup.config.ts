import { defineConfig, type Options } from 'tsup';

const shared: Options = { format: 'esm', target: 'node20', removeNodeProtocol: false };

const entry = ['src/index.ts', 'src/recorder.ts', 'src/instrument.ts', 'src/testing.ts', 'src/guard.ts'];

/** As source, so that the declarations hold the shared types themselves and name no other package. */
const compilerOptions = { paths: { 'agentaudit-schemas': ['../schemas/src/index.ts'] } };

/** One build for all runtimes: `#platform` is left to the one that loads it. `tsup.cjs.config.ts` makes CommonJS of it. */
export default defineConfig([
  {
    ...shared,
    entry: [...entry, 'src/platform-node.ts', 'src/platform-web.ts'],
    platform: 'neutral',
    external: [/^node:/, '#platform', 'agentaudit-rules'],
    dts: { entry, compilerOptions },
  },
  {
    ...shared,
    entry: ['src/auto.ts'],
    outDir: 'dist/node',
    platform: 'node',
    // The program's own copy.
    external: ['agentaudit-client'],
    dts: true,
  },
]);
