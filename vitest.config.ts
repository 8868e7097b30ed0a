import { fileURLToPath } from 'node:url';

import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const sharedServer = './packages/testing/src/shared-server.ts';
const serverBundle = './packages/testing/src/server-bundle.ts';
const sharedPostgres = './packages/testing/src/shared-postgres.ts';

/** Nothing is timed: these only end what hangs, also on a machine that does much else. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000 };

/** Half of the start of a program that a test runs is compiling the same modules again. */
const compileCache = fileURLToPath(new URL('packages/testing/node_modules/.cache/compiled', import.meta.url));

interface ProjectOptions {
  include?: string;
  globalSetup?: string[];
  env?: Record<string, string>;
  /** Whether each file gets modules of its own. Loading them again costs more than most files' tests. */
  isolate?: boolean;
}

const project = (
  name: string,
  { include = `packages/${name}/test/**/*.test.ts`, globalSetup = [], env = {}, isolate = false }: ProjectOptions = {},
): TestProjectInlineConfiguration => ({
  test: {
    name,
    include: [include],
    globalSetup,
    env: { NODE_COMPILE_CACHE: compileCache, ...env },
    isolate,
    ...patience,
  },
});

/** The server's tests run twice, from the same files: on SQLite and on PostgreSQL. */
const server = (engine: 'sqlite' | 'postgres') =>
  project(`server-${engine}`, {
    include: 'packages/server/test/**/*.test.ts',
    env: { AGENTAUDIT_TEST_ENGINE: engine },
    globalSetup: engine === 'postgres' ? [serverBundle, sharedPostgres] : [serverBundle],
  });

const adapter = (name: string) => project(name, { globalSetup: [sharedServer] });

export default defineConfig({
  test: {
    // Most of a test's time is spent waiting for a disk or another process.
    maxWorkers: 3,
    projects: [
      project('schemas'),
      project('ledger'),
      project('rules'),
      // It listens to the process it runs in: to its signals, its end, and rejections that nobody handles.
      project('client', { globalSetup: [sharedServer, serverBundle], isolate: true }),
      project('dashboard'),
      adapter('ai-sdk'),
      adapter('anthropic'),
      adapter('langchain'),
      adapter('mcp'),
      adapter('openai'),
      adapter('openai-agents'),
      server('sqlite'),
      server('postgres'),
      project('examples', { include: 'examples/**/*.test.ts', globalSetup: [sharedServer] }),
    ],
  },
});
