import { parseArgs } from 'node:util';

import { type Server, startServer } from 'agentaudit-server';

import { organizationName, owner, password } from './brightwater.ts';
import { type DemoFolder, openDemoFolder } from './demo-folder.ts';
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

try {
  await run();
} catch (error) {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const folder = await openDemoFolder(values['data-dir']);
  const endMs = Date.now();
  const startMs = endMs - days * dayMs;
  const clock = createClock(startMs);
  if (folder.isFilled) clock.letGo();
  const server = await start(folder, clock.now).catch(async (error: unknown) => {
    await folder.leave();
    throw error;
  });
  let isLeaving = false;
  const leave = async () => {
    isLeaving = true;
    await server.close();
    await folder.leave();
    process.exit();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave());

  if (!folder.isFilled) {
    process.stdout.write(`filling ${days} days of ${organizationName}…\n`);
    try {
      await fill({ url: server.url, clock, startMs, endMs });
    } catch (error) {
      if (isLeaving) return;
      await server.close();
      await folder.leave();
      throw error;
    }
    clock.letGo();
    await folder.markFilled();
  }
  const fate = values['data-dir'] === undefined ? 'goes when you end this with Ctrl-C' : `stays in ${folder.path}`;
  process.stdout.write(`listening on ${server.url}
sign in as ${owner} with the password ${password}
the data ${fate}
`);
}

function start({ path }: DemoFolder, now: () => number): Promise<Server> {
  return startServer({
    now,
    environment: {
      ...process.env,
      PORT: values.port,
      DATA_DIR: path,
      DATABASE_URL: undefined,
      RATE_LIMIT: 'off',
      LOG_LEVEL: 'error',
      AGENTAUDIT_INIT_ORG: organizationName,
      AGENTAUDIT_INIT_EMAIL: owner,
      AGENTAUDIT_INIT_PASSWORD: password,
    },
  });
}
