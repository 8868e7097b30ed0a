import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startServer } from 'agentaudit-server';

import { organizationName, owner, password } from './brightwater.ts';
import { fill } from './fill.ts';
import { dayMs } from './month.ts';
import { createClock } from './timeline.ts';

const days = 30;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env['PORT'] ?? '3000' },
    'data-dir': { type: 'string' },
  },
});

const given = values['data-dir'];
const folder = given ?? (await mkdtemp(join(tmpdir(), 'agentaudit-demo-')));
const isFilled = existsSync(join(folder, 'agentaudit.db'));
const endMs = Date.now();
const startMs = endMs - days * dayMs;
const clock = createClock(startMs);
if (isFilled) clock.letGo();

const server = await startServer({
  now: clock.now,
  environment: {
    ...process.env,
    PORT: values.port,
    DATA_DIR: folder,
    DATABASE_URL: undefined,
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'error',
    AGENTAUDIT_INIT_ORG: organizationName,
    AGENTAUDIT_INIT_EMAIL: owner,
    AGENTAUDIT_INIT_PASSWORD: password,
  },
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave());

if (!isFilled) {
  process.stdout.write(`filling ${days} days of ${organizationName}…\n`);
  await fill({ url: server.url, clock, startMs, endMs });
  clock.letGo();
}
process.stdout.write(`listening on ${server.url}
sign in as ${owner} with the password ${password}
${given === undefined ? 'the data goes when you end this with Ctrl-C' : `the data stays in ${given}`}
`);

async function leave(): Promise<void> {
  await server.close();
  if (given === undefined) await rm(folder, { recursive: true, force: true });
  process.exit();
}
