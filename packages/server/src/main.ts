#!/usr/bin/env node
import closeWithGrace from 'close-with-grace';

import { startServer } from './server.ts';

const graceMs = 30_000;

try {
  const server = await startServer();
  closeWithGrace({ delay: graceMs, logger: false }, async ({ err }) => {
    if (err) process.stderr.write(`${err.stack ?? err.message}\n`);
    await server.close();
  });
  // Last: whoever reads the line may send SIGTERM at once.
  process.stdout.write(`listening on ${server.url}\n`);
} catch (error) {
  process.stderr.write(`agentaudit-server: ${error instanceof Error ? describe(error) : String(error)}\n`);
  process.exit(1);
}

function describe(error: Error): string {
  return error.name === 'ConfigError'
    ? error.message
    : (error.stack ?? error.message) + (error.cause instanceof Error ? `\ncaused by ${error.cause.stack}` : '');
}
