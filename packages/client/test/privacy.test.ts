import { describe, expect, it } from 'vitest';

import { DroppedError, redactors } from '../src/index.ts';
import { createPair } from './clients.ts';

describe('redact', () => {
  it('masks secrets before anything leaves the process', async () => {
    const { client, server } = createPair({ redact: true });
    client.log({
      action: 'llm_call',
      prompt: 'Mail jane.doe@example.com, SSN 123-45-6789, card 4111 1111 1111 1111, order 4111 1111 1111 1112',
      response: [{ role: 'assistant', content: 'use sk-abcdefghijklmnopqrstuvwx and AKIAIOSFODNN7EXAMPLE' }],
      metadata: { user: { email: 'a@b.io', Password: 'hunter2' }, tokens: 340, list: ['c@d.org'] },
    });
    await client.flush();
    expect(server.logs[0]).toMatchObject({
      prompt: 'Mail [redacted email], SSN [redacted ssn], card [redacted card], order 4111 1111 1111 1112',
      response: '[{"role":"assistant","content":"use [redacted api key] and [redacted api key]"}]',
      metadata: {
        user: { email: '[redacted email]', Password: '[redacted]' },
        tokens: 340,
        list: ['[redacted email]'],
      },
    });
    for (const { body } of server.requests) expect(body).not.toMatch(/jane|6789|hunter2|a@b/);
  });

  it('masks in spans as well', async () => {
    const { client, server } = createPair({ redact: true });
    client.wrap((input: { password: string }) => input.password.length, { name: 'login' })({ password: 'hunter2' });
    await client.flush();
    expect(server.logs[0]).toMatchObject({ prompt: '{"password":"[redacted]"}', response: '7' });
  });

  it('takes redactors of your own', async () => {
    const { client, server } = createPair({
      redact: {
        texts: [redactors.email, { name: 'ticket', pattern: /T-\d+/g }, (text) => text.replaceAll('Acme', '***')],
        keys: ['token'],
      },
    });
    client.log({ action: 'a', prompt: 'T-12 for Acme by x@y.zz', metadata: { token: 1, password: 'seen' } });
    await client.flush();
    expect(server.logs[0]).toMatchObject({
      prompt: '[redacted ticket] for *** by [redacted email]',
      metadata: { token: '[redacted]', password: 'seen' },
    });
  });

  it('withholds the text when a redactor throws', async () => {
    const { client, server } = createPair({
      redact: {
        texts: [
          () => {
            throw new Error('bug');
          },
        ],
      },
    });
    client.log({ action: 'a', prompt: 'secret', metadata: { note: 'secret' } });
    expect(await client.flush()).toMatchObject({ ok: true });
    expect(server.requests.map(({ body }) => body).join('')).not.toContain('secret');
    expect(server.logs[0]?.prompt).toBe('[redaction failed: text withheld]');
  });
});

describe('beforeSend', () => {
  it('may change an entry, or keep it back', async () => {
    const { client, server } = createPair({
      beforeSend: (entry) => (entry.action === 'private' ? null : { ...entry, userId: 'u1' }),
    });
    const kept = client.log({ action: 'private' });
    client.log({ action: 'public' });
    expect(await client.flush()).toMatchObject({ ok: true, delivered: 1, dropped: 0 });
    expect(server.logs).toEqual([expect.objectContaining({ action: 'public', userId: 'u1' })]);
    await expect(kept).rejects.toSatisfy((error) => DroppedError.isInstance(error) && error.reason === 'filtered');
  });

  it('withholds the contents when it throws, but not that something happened', async () => {
    const { client, server } = createPair({
      beforeSend: () => {
        throw new Error('bug');
      },
    });
    client.log({ action: 'a', prompt: 'secret', metadata: { secret: true }, agentId: 'writer' });
    await client.flush();
    expect(server.logs[0]).toMatchObject({
      action: 'a',
      agentId: 'writer',
      prompt: null,
      metadata: { withheld: 'beforeSend threw: bug' },
    });
  });
});

describe('capture', () => {
  it('leaves out what it is told to', async () => {
    const { client, server } = createPair({ capture: { prompt: false, response: false } });
    client.log({ action: 'llm_call', prompt: 'p', response: 'r', metadata: { tokens: 1 } });
    await client.flush();
    expect(server.logs[0]).toMatchObject({ prompt: null, response: null, metadata: { tokens: 1 } });
  });

  it('leaves out the arguments of tools', async () => {
    const { client, server } = createPair({ capture: { toolArguments: false } });
    client.log({
      action: 'llm_call',
      prompt: 'p',
      metadata: { tool_calls: [{ id: '1', name: 'mail', arguments: '{"to":"x"}' }] },
    });
    client.log({ action: 'tool_use', prompt: '{"to":"x"}', response: 'sent' });
    await client.flush();
    expect(server.logs[0]).toMatchObject({
      prompt: 'p',
      metadata: { tool_calls: [{ id: '1', name: 'mail', arguments: '[not captured]' }] },
    });
    expect(server.logs[1]).toMatchObject({ prompt: null, response: 'sent' });
  });

  it('cuts the middle out of long texts and says so', async () => {
    const { client, server } = createPair({ capture: { maxFieldBytes: 1000 } });
    client.log({ action: 'a', prompt: `start ${'.'.repeat(5000)} end`, response: 'x'.repeat(1000) });
    await client.flush();
    expect(server.logs[0]?.prompt).toMatch(
      /^start \.+\n\[\.\.\. cut: 5010 bytes in all, sha256 [\da-f]{64} \.\.\.\]\n\.+ end$/,
    );
    expect(Buffer.byteLength(server.logs[0]?.prompt ?? '')).toBeLessThanOrEqual(1000);
    expect(server.logs[0]?.response).toHaveLength(1000);
  });
});
