import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { signUp, useSharedServer, type SharedServer } from '@agentaudit/testing';
import { AgentAuditClient } from 'agentaudit-client';
import { afterAll, beforeAll, expect, test } from 'vitest';

let server: SharedServer;
let folder: string;

beforeAll(async () => {
  server = await useSharedServer();
  folder = await mkdtemp(join(tmpdir(), 'hitl-approval-'));
});
afterAll(async () => {
  await server.release();
  await rm(folder, { recursive: true });
});

/** Runs the agent, and a person at the desk who types one line. */
async function run(typed: string) {
  const account = await signUp(server.url);
  const refunds = join(folder, `${crypto.randomUUID()}.txt`);
  const common = { ...process.env, AGENTAUDIT_BASE_URL: server.url };
  const agentEnv = { ...common, AGENTAUDIT_API_KEY: account.apiKey, REFUNDS_FILE: refunds };
  const deskEnv = { ...common, AGENTAUDIT_EMAIL: account.email, AGENTAUDIT_PASSWORD: account.password };
  const agent = start('main.ts', agentEnv);
  const desk = start('desk.ts', deskEnv);
  desk.child.stdin!.end(`${typed}\n`);
  const [{ stdout: said }, { stdout: shown }] = await Promise.all([agent, desk]);
  const sent = await readFile(refunds, 'utf8').catch(() => '');
  const client = new AgentAuditClient({ baseUrl: server.url, apiKey: account.apiKey });
  const { data } = await client.hitl.list();
  return { account, said, shown, sent, data, client, again: () => start('main.ts', agentEnv) };
}

function start(program: string, env: NodeJS.ProcessEnv) {
  const file = new URL(`../src/${program}`, import.meta.url).pathname;
  return promisify(execFile)(process.execPath, [file], { env });
}

test('a person approves: the refund is sent once, and the audit says who, what and when', async () => {
  const { account, said, shown, sent, data, client, again } = await run('approve');
  expect(shown).toContain('refund-agent asks to run send_refund');
  expect(shown).toContain(`approved by ${account.email}`);
  expect(said).toContain('refunded 240.00 EUR for A-17');
  expect(sent).toBe('A-17 240.00 EUR\n');
  expect(data).toMatchObject([
    {
      status: 'consumed',
      decision: 'approved',
      tool: { name: 'send_refund', arguments: { order: 'A-17', amount: 240 } },
      decided_by: { type: 'user', name: account.email },
    },
  ]);
  const trace = await client.getTrace(data[0]!.trace_id);
  expect(trace.data.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['hitl_request', 'hitl_decision', 'hitl_consume']),
  );
  // The same intended refund again: its approval is used up.
  expect((await again()).stdout).toContain('not refunded');
  expect(sent).toBe('A-17 240.00 EUR\n');
});

test('a person changes the amount: that is what is sent', async () => {
  const { sent, data } = await run('80');
  expect(sent).toBe('A-17 80.00 EUR\n');
  expect(data).toMatchObject([
    { edited: true, tool: { arguments: { amount: 80 }, original_arguments: { amount: 240 } } },
  ]);
});

test('a person rejects: nothing is sent', async () => {
  const { said, sent, data } = await run('not without a photo');
  expect(said).toContain('not refunded: send_refund was not approved (rejected): not without a photo');
  expect(sent).toBe('');
  expect(data).toMatchObject([{ decision: 'rejected', operator_input: 'not without a photo' }]);
});
