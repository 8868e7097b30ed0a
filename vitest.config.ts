import { defineConfig } from 'vitest/config';

/** The server's tests run twice, from the same files: on SQLite and on PostgreSQL. */
const server = (engine: 'sqlite' | 'postgres') => ({
  test: {
    name: `server-${engine}`,
    include: ['packages/server/test/**/*.test.ts'],
    env: { AGENTAUDIT_TEST_ENGINE: engine },
    globalSetup: engine === 'postgres' ? ['./packages/testing/src/global-setup.ts'] : [],
    // Every file starts servers of its own; loading their code again for each would take half the time.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

const portable = (name: string) => ({
  test: { name, include: [`packages/${name}/test/**/*.test.ts`], testTimeout: 30_000, hookTimeout: 60_000 },
});

export default defineConfig({
  test: {
    // Most of a test's time is spent waiting for a disk or another process.
    maxWorkers: 3,
    projects: [
      portable('schemas'),
      portable('ledger'),
      portable('rules'),
      portable('client'),
      portable('dashboard'),
      portable('ai-sdk'),
      portable('anthropic'),
      portable('langchain'),
      portable('mcp'),
      portable('openai'),
      portable('openai-agents'),
      server('sqlite'),
      server('postgres'),
      { test: { name: 'examples', include: ['examples/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
    ],
  },
});
