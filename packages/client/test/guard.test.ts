import { describe, expect, it } from 'vitest';

import { createCheck, guard } from '../src/guard.ts';
import { GuardrailBlockedError } from '../src/index.ts';
import { blockSsn, createAgent, never, redactEmail, secret, setUpGuards } from './guard-stage.ts';

const stage = setUpGuards();

describe('guard', () => {
  it('blocks by the rules of a pack without a request for a call', async () => {
    const { rules } = await stage.admin.packs.install('hipaa');
    const { client, checks } = createAgent(stage);
    const sent: string[] = [];
    const send = guard(client, (mail: { text: string }) => sent.push(mail.text), { name: 'send_mail', ...never });
    const policy = rules.find(({ ruleType }) => ruleType === 'pii_detect');
    await stage.admin.rules.update(policy?.id ?? '', { action: 'block' });

    for (let call = 0; call < 20; call++) {
      const error: unknown = await send({ text: secret }).catch((thrown: unknown) => thrown);
      expect(GuardrailBlockedError.isInstance(error)).toBe(true);
    }
    await send({ text: 'hello' });
    expect(sent).toEqual(['hello']);
    expect(checks()).toEqual(['GET /guardrails/rules']);
    await client.close();
  });

  it('logs what it blocked and what it let pass, inside the trace', async () => {
    const rule = await blockSsn(stage);
    const { client } = createAgent(stage);
    const send = guard(client, (_mail: { text: string }) => 'sent', { name: 'send_mail', ...never });
    const error = await client.trace('run', { traceId: 't1' }, async () => {
      await send({ text: 'hello' });
      return send({ text: secret }).catch((thrown: unknown) => thrown as GuardrailBlockedError);
    });
    expect(await client.close()).toMatchObject({ ok: true });

    const { data } = await stage.admin.getTrace('t1');
    const [passed, blocked] = ['guardrail_check', 'guardrail_block'].map((action) =>
      data.find((log) => log.action === action),
    );
    expect(passed).toMatchObject({
      agentId: 'writer',
      status: 'ok',
      prompt: '{"text":"hello"}',
      metadata: { tool: 'send_mail', checked_action: 'tool_use', guardrail: { enforcement_action: 'allow' } },
    });
    expect(blocked).toMatchObject({
      status: 'blocked',
      parentSpanId: data.find(({ action }) => action === 'agent_run')?.id,
      // The server judged the record by the same rules.
      enforcementAction: 'block',
      violations: [{ ruleId: rule.id, field: 'prompt' }],
      metadata: {
        guardrail: { violations: [{ rule_id: rule.id, action: 'block', field: 'prompt', label: 'US_SSN' }] },
      },
    });
    expect(error).toMatchObject({ verdict: { auditLogId: blocked?.id, violations: [{ ruleName: 'No SSN' }] } });
  });

  it('passes on what it redacts, and everything else untouched', async () => {
    await redactEmail(stage);
    const { client } = createAgent(stage);
    const seen: unknown[][] = [];
    const call = guard(client, (...args: unknown[]) => void seen.push(args), { name: 'call', ...never });
    const stop = new AbortController();
    const hooks = { onDone: () => {}, signal: stop.signal };
    await call({ to: 'jane@example.com', count: 2, note: '[EMAIL] "quoted" \\' });
    await call('hello', hooks);
    await call('to jane@example.com', hooks, 10n);

    expect(seen[0]).toEqual([{ to: '[EMAIL]', count: 2, note: '[EMAIL] "quoted" \\' }]);
    expect(seen[1]?.[1]).toBe(hooks);
    expect(seen[2]).toEqual(['to [EMAIL]', hooks, 10n]);
    expect(seen[2]?.[1]).toBe(hooks);
    expect(await client.close()).toMatchObject({ ok: true });
    const logs = (await stage.admin.query({ action: 'guardrail_check' })).data;
    expect(JSON.stringify(logs)).not.toContain('jane@');
    expect(logs.map(({ metadata }) => metadata?.['guardrail'])).toContainEqual(
      expect.objectContaining({ enforcement_action: 'redact' }),
    );
  });

  it('redacts numbers, which have no quotes to stand between', async () => {
    await redactEmail(stage);
    const { client } = createAgent(stage);
    const file = guard(client, (form: { ssn: unknown; list: number[] }) => form, never);
    expect(await file({ ssn: 536904399, list: [1] })).toEqual({ ssn: '[US_SSN]', list: [1] });
    await client.close();
  });

  it('judges what JSON cannot say', async () => {
    await blockSsn(stage);
    const { client } = createAgent(stage);
    const hidden: { self?: unknown; notes: Map<string, string> } = { notes: new Map([['a', secret]]) };
    hidden.self = hidden;
    const save = guard(client, (_value: object) => 'saved', never);
    await expect(save(hidden)).rejects.toSatisfy((error) => GuardrailBlockedError.isInstance(error));
    const fine = { self: undefined as unknown, notes: new Map() };
    fine.self = fine;
    expect(await save(fine)).toBe('saved');
    await client.close();
  });

  it('keeps this, the name, and what the function throws', async () => {
    const { client } = createAgent(stage);
    const failure = new Error('mine');
    const mailer = {
      from: 'me',
      send: guard(
        client,
        function send(this: { from: string }, fail: boolean) {
          if (fail) throw failure;
          return this.from;
        },
        never,
      ),
    };
    expect(mailer.send.name).toBe('send');
    expect(await mailer.send(false)).toBe('me');
    await expect(mailer.send(true)).rejects.toBe(failure);
    await client.close();
  });
});

describe('createCheck', () => {
  it('puts the rules of this process into the gate that adapters use', async () => {
    await blockSsn(stage);
    await redactEmail(stage);
    const { client, checks } = createAgent(stage);
    const check = createCheck(client, never);
    await expect(client.gate(mailOf(secret), { check }, () => 'ran')).rejects.toMatchObject({
      name: 'GuardrailBlockedError',
    });
    expect(await client.gate(mailOf('to jane@example.com'), { check }, (args) => args)).toEqual({ text: 'to [EMAIL]' });
    expect(checks()).toEqual(['GET /guardrails/rules']);
    // The same by the server's own check.
    expect(await client.gate(mailOf('to jane@example.com'), {}, (args) => args)).toEqual({ text: 'to [EMAIL]' });
    await client.close();
  });

  it('leaves the arguments out of its logs when they are not to be captured', async () => {
    await blockSsn(stage);
    const { client } = createAgent(stage, { capture: { toolArguments: false } });
    await expect(
      client.gate({ name: 'mail', arguments: { secret } }, { check: createCheck(client, never) }, () => 'ran'),
    ).rejects.toThrow('Blocked by guardrails: No SSN');
    await client.close();
    const [log] = (await stage.admin.query({ action: 'guardrail_block' })).data;
    expect(log).toMatchObject({ prompt: null, status: 'blocked' });
  });
});

function mailOf(text: string) {
  return { name: 'mail', arguments: { text } };
}
