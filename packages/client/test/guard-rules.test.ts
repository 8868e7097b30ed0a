import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { signUp } from '@agentaudit/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { guard } from '../src/guard.ts';
import { ConnectionError, GuardUnavailableError } from '../src/index.ts';
import { unhandledDuring } from './clients.ts';
import { blockSsn, createAgent, never, secret, setUpGuards } from './guard-stage.ts';

/** The machine may be busy: a test that waits in vain ends by its own timeout. */
const patiently = { timeout: 120_000 };

const stage = setUpGuards();

afterEach(() => vi.useRealTimers());

describe('rules that remember', () => {
  it('asks the server about rules that remember other events, and about no others', async () => {
    await blockSsn(stage);
    await stage.admin.rules.create({
      name: 'Two mails a minute',
      ruleType: 'rate_limit',
      condition: { limit: 2, windowSeconds: 60, scope: { actions: ['tool_use'] } },
      action: 'block',
      severity: 'warning',
    });
    const { client, checks } = createAgent(stage);
    const send = guard(client, (_text: string) => 'sent', { name: 'send_mail', ...never });
    const think = guard(client, (_text: string) => 'thought', { action: 'llm_call', ...never });
    await client.logBatch(['one', 'two'].map((prompt) => ({ action: 'tool_use', prompt })));

    expect(await think('what next?')).toBe('thought');
    await expect(send(secret)).rejects.toMatchObject({ message: 'Blocked by guardrails: No SSN' });
    expect(checks()).toEqual(['GET /guardrails/rules']);
    await expect(send('three')).rejects.toMatchObject({ message: 'Blocked by guardrails: Two mails a minute' });
    expect(checks()).toEqual(['GET /guardrails/rules', 'POST /guardrails/check']);
    await client.close();
  });

  it('cost no request where they only flag, or block other agents', async () => {
    const limit = { limit: 0, windowSeconds: 60 };
    const rule = { name: 'Limit', ruleType: 'rate_limit' as const, severity: 'warning' as const, condition: limit };
    await stage.admin.rules.create(rule);
    const held = await stage.admin.rules.create({ ...rule, name: 'Held', appliesTo: 'policies' });
    const policy = await stage.admin.policies.create({ name: 'Strict', mode: 'block', ruleIds: [held.id] });
    const reader = await stage.admin.agents.create({ name: 'reader' });
    await stage.admin.policies.attachAgent(policy.id, reader.id);

    const { client, checks } = createAgent(stage);
    const send = (agentId: string) => guard(client, () => 'sent', { agentId, ...never })();
    expect(await send('writer')).toBe('sent');
    expect(checks()).toEqual(['GET /guardrails/rules']);
    await expect(send(reader.id)).rejects.toMatchObject({ message: expect.stringContaining('Held') });
    expect(checks()).toEqual(['GET /guardrails/rules', 'POST /guardrails/check']);
    await client.close();
  });
});

describe('the rules of a guard', () => {
  it('follow the server while it runs, and are not sent again while they stay', async () => {
    const { client, network } = createAgent(stage);
    const send = guard(client, (_text: string) => 'sent', { refreshMs: 20 });
    expect(await send(secret)).toBe('sent');
    await expect.poll(() => network.statuses.slice(0, 3), patiently).toEqual([200, 304, 304]);
    const rule = await blockSsn(stage);
    await expect.poll(() => outcomeOf(send(secret)), patiently).toBe('GuardrailBlockedError');
    await stage.admin.rules.delete(rule.id);
    await expect.poll(() => outcomeOf(send(secret)), patiently).toBe('sent');
    await client.close();
  });

  it('outlive an outage until they are too old, and come back with the server', async () => {
    await blockSsn(stage);
    const { client, network, checks } = createAgent(stage);
    const send = guard(client, (_text: string) => 'sent', never);
    expect(await send('hello')).toBe('sent');
    network.isUp = false;
    pass({ ms: 500_000 });
    expect(await outcomeOf(send('hello'))).toBe('sent');
    expect(await outcomeOf(send(secret))).toBe('GuardrailBlockedError');
    expect(checks()).toHaveLength(1);
    pass({ ms: 500_000 });
    expect(await outcomeOf(send('hello'))).toBe('GuardUnavailableError');
    // Not asked again for every call of an outage.
    expect(await outcomeOf(send('hello'))).toBe('GuardUnavailableError');
    expect(checks()).toHaveLength(2);
    network.isUp = true;
    pass({ ms: 1000 });
    expect(await outcomeOf(send('hello'))).toBe('sent');
    expect(await outcomeOf(send(secret))).toBe('GuardrailBlockedError');
    expect(network.statuses).toEqual([200, 304]);
    await client.close();
  });

  it('are asked after by a call when the timer could not, in a frozen function say', async () => {
    const { client, network } = createAgent(stage);
    const send = guard(client, (_text: string) => 'sent', { refreshMs: 300_000 });
    expect(await send(secret)).toBe('sent');
    await blockSsn(stage);
    expect(await send(secret)).toBe('sent');
    pass({ ms: 300_000 });
    await expect.poll(() => outcomeOf(send(secret)), patiently).toBe('GuardrailBlockedError');
    expect(network.statuses).toEqual([200, 200]);
    await client.close();
  });

  it('are fetched once for all guards and calls that wait for them', async () => {
    const { client, checks } = createAgent(stage);
    const [read, write] = [guard(client, () => 'read', never), guard(client, () => 'written', never)];
    expect(await Promise.all([read(), write(), read()])).toEqual(['read', 'written', 'read']);
    expect(checks()).toEqual(['GET /guardrails/rules']);
    await client.close();
  });
});

describe('a guard without rules', () => {
  it('blocks, says guard_unavailable, and leaves nothing unhandled', async () => {
    const { client, network } = createAgent(stage);
    network.isUp = false;
    let ran = false;
    const send = guard(client, (_text: string) => (ran = true), { name: 'send_mail', refreshMs: 10 });
    const unhandled = await unhandledDuring(async () => {
      const error: unknown = await send('hello').catch((thrown: unknown) => thrown);
      expect(GuardUnavailableError.isInstance(error)).toBe(true);
      expect(error).toMatchObject({ code: 'guard_unavailable' });
      expect(ConnectionError.isInstance((error as Error).cause)).toBe(true);
    });
    expect(unhandled).toEqual([]);
    expect(ran).toBe(false);
    network.isUp = true;
    expect(await client.close()).toMatchObject({ ok: true });
    const [log] = (await stage.admin.query({ action: 'guardrail_block' })).data;
    expect(log).toMatchObject({
      status: 'blocked',
      metadata: { tool: 'send_mail', checked_action: 'tool_use', error: { type: 'guard_unavailable' } },
    });
  });

  it('runs when told to allow, and the trail says that nobody judged', async () => {
    const { client, network } = createAgent(stage);
    network.isUp = false;
    const send = guard(client, (_text: string) => 'sent', { onUnavailable: 'allow', ...never });
    expect(await send('hello')).toBe('sent');
    network.isUp = true;
    expect(await client.close()).toMatchObject({ ok: true });
    const [log] = (await stage.admin.query({ action: 'guardrail_check' })).data;
    expect(log).toMatchObject({ status: 'error', metadata: { error: { type: 'guard_unavailable' } } });
  });

  it('does not take a refused key for an outage', async () => {
    const { apiKey } = await signUp(stage.server.url, { scopes: ['logs:write'] });
    const { client } = createAgent(stage, { apiKey });
    const send = guard(client, (_text: string) => 'sent', { onUnavailable: 'allow', ...never });
    await expect(send('hello')).rejects.toMatchObject({ name: 'GuardUnavailableError', cause: { status: 403 } });
    await client.close();
  });

  it('lets a caller go who gives up waiting', async () => {
    const { client } = createAgent(stage, { fetch: () => new Promise(() => {}) });
    const stop = new AbortController();
    const send = guard(client, (_text: string) => 'sent', { signal: stop.signal, ...never });
    const sending = send('hello');
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(sending).rejects.toBe(reason);
    await client.close({ timeoutMs: 0 });
  });

  it('does not keep the process alive, nor lets it end under a call that waits', async () => {
    await blockSsn(stage);
    const code = `
      import { AgentAuditClient } from './src/index.ts';
      import { guard } from './src/guard.ts';
      const client = new AgentAuditClient();
      const send = guard(client, (text) => text, { refreshMs: 10 });
      console.log(await send('hello'), await send(${JSON.stringify(secret)}).catch((error) => error.name));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: path.join(import.meta.dirname, '..'),
      env: { ...process.env, AGENTAUDIT_API_KEY: stage.account.apiKey, AGENTAUDIT_BASE_URL: stage.server.url },
    });
    expect(stdout.trim()).toBe('hello GuardrailBlockedError');
  });
});

function outcomeOf(work: Promise<string>): Promise<string> {
  return work.catch((error: unknown) => (error as Error).name);
}

/** The clock jumps; timers do not notice. */
function pass({ ms }: { ms: number }): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}
