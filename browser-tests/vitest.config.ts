import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'journeys/**/*.test.ts'],
    globalSetup: ['./src/global-setup.ts'],
    isolate: false,
    maxWorkers: 2,
    // A machine that is busy with others takes its time; nothing here is a measurement.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    // A browser can be starved or killed by its machine; what fails twice is ours.
    retry: 1,
  },
});
