import { expect, it } from 'vitest';

import { createPair } from './clients.ts';

it('a span that is ended from inside is not its own parent', async () => {
  const { client, server } = createPair();
  client.trace('run', (span) => span.end());
  await client.flush();
  expect(server.logs).toMatchObject([{ action: 'agent_run', parentSpanId: null }]);
});

it('work that begins when it is waited for belongs to the span that waits', async () => {
  const { client, server } = createPair();
  const lazy: PromiseLike<string> = {
    // oxlint-disable-next-line unicorn/no-thenable -- that is what is tested
    then(onValue) {
      client.log({ action: 'note' });
      return Promise.resolve('done').then(onValue);
    },
  };
  expect(await client.trace('run', () => lazy)).toBe('done');
  await client.flush();
  const [note, run] = server.logs;
  expect(note).toMatchObject({ action: 'note', parentSpanId: run?.id });
  expect(run?.parentSpanId).toBeNull();
});

it('a span that is ended within its child is not a child of it', async () => {
  const { client, server } = createPair();
  client.trace('run', (run) => client.span('step', () => void run.end()));
  await client.flush();
  const [run, step] = server.logs;
  expect(run).toMatchObject({ action: 'agent_run', parentSpanId: null });
  expect(step).toMatchObject({ action: 'step', parentSpanId: run?.id });
});
