import { describe, expect, it } from 'vitest';

import type { AuditLog } from '../src/index.ts';
import { createPair } from './clients.ts';

const tick = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 1);
  });

describe('trace', () => {
  it('ties together what is logged inside, across awaits and in parallel', async () => {
    const { client, server } = createPair();
    const result = await client.trace('weekly-report', { agentId: 'writer', sessionId: 's1' }, async () => {
      client.log({ action: 'plan' });
      await Promise.all(
        ['a', 'b'].map((tool) =>
          client.span('tool_use', { metadata: { tool } }, async () => {
            await tick();
            client.log({ action: `inside-${tool}` });
          }),
        ),
      );
      return 42;
    });
    expect(result).toBe(42);
    await client.flush();
    const by = byAction(server.logs);
    const root = by('agent_run');
    expect(root).toMatchObject({
      metadata: { name: 'weekly-report' },
      parentSpanId: null,
      agentId: 'writer',
      status: 'ok',
    });
    expect(root.traceId).toMatch(/^run-[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(root.durationMs).toBeGreaterThan(0);
    expect(by('plan')).toMatchObject({ parentSpanId: root.id, agentId: 'writer', sessionId: 's1' });
    for (const tool of ['a', 'b']) {
      const span = server.logs.find(({ metadata }) => metadata?.['tool'] === tool);
      expect(span?.parentSpanId).toBe(root.id);
      expect(by(`inside-${tool}`).parentSpanId).toBe(span?.id);
    }
    expect(new Set(server.logs.map(({ traceId }) => traceId))).toEqual(new Set([root.traceId]));
  });

  it('is a span of the trace it runs in', async () => {
    const { client, server } = createPair();
    client.trace('outer', () => client.trace('inner', () => {}));
    await client.flush();
    const [inner, outer] = server.logs as [AuditLog, AuditLog];
    expect(inner).toMatchObject({ traceId: outer.traceId, parentSpanId: outer.id });
  });

  it('takes a trace id of your own', async () => {
    const { client, server } = createPair();
    client.trace('run', { traceId: 'run-1749300000000' }, (span) => span.log({ action: 'step' }));
    await client.flush();
    expect(server.logs.map(({ traceId }) => traceId)).toEqual(['run-1749300000000', 'run-1749300000000']);
  });

  it('leaves a log that names another trace alone', async () => {
    const { client, server } = createPair();
    client.trace('run', () => client.log({ action: 'other', traceId: 'elsewhere' }));
    await client.flush();
    expect(byAction(server.logs)('other')).toMatchObject({ traceId: 'elsewhere', parentSpanId: null });
  });
});

describe('span', () => {
  it('gives back what the function gives, promise or not', async () => {
    const { client } = createPair();
    expect(client.span('sync', () => 1)).toBe(1);
    expect(await client.span('async', async () => 2)).toBe(2);
  });

  it('records what was thrown, and throws it on', async () => {
    const { client, server } = createPair();
    const error = Object.assign(new RangeError('too far'), { status: 429 });
    expect(() =>
      client.span('sync', () => {
        throw error;
      }),
    ).toThrow(error);
    await expect(client.span('async', () => Promise.reject(error))).rejects.toBe(error);
    await client.flush();
    for (const log of server.logs) {
      expect(log).toMatchObject({
        status: 'error',
        metadata: { error: { type: 'RangeError', message: 'too far', status: 429 } },
      });
    }
  });

  it('takes an abort by the caller for no error', async () => {
    const { client, server } = createPair();
    await expect(client.span('llm_call', async () => AbortSignal.abort().throwIfAborted())).rejects.toThrow('aborted');
    await client.flush();
    expect(server.logs[0]).toMatchObject({ status: 'ok', metadata: { finish_reason: 'cancelled' } });
  });

  it('keeps what it learns on the way', async () => {
    const { client, server } = createPair();
    client.span('llm_call', { prompt: 'Hi', metadata: { model: 'gpt-4o' } }, (span) => {
      span.update({ response: 'Hello', metadata: { tokens: 3 } });
    });
    await client.flush();
    expect(server.logs[0]).toMatchObject({ prompt: 'Hi', response: 'Hello', metadata: { model: 'gpt-4o', tokens: 3 } });
  });

  it('does not wait for the network when the function returns a handle', async () => {
    const { client, server } = createPair();
    client.span('step', () => client.log({ action: 'inner' }));
    expect(server.requests).toHaveLength(0);
    await client.flush();
    expect(server.logs).toHaveLength(2);
  });
});

describe("phases: 'both'", () => {
  it('writes a start before the effect and an end after it, as the reference prints them', async () => {
    const { client, server } = createPair();
    await client.trace('run', () =>
      client.span(
        'llm_call',
        { phases: 'both', prompt: 'Analyse Q1 data', metadata: { model: 'gpt-4o' } },
        async (span) => {
          await span.started;
          expect(server.logs.map(({ action }) => action)).toEqual(['llm_start']);
          client.log({ action: 'tool_use', metadata: { tool: 'code_interpreter' } });
          span.update({ response: 'Q1 revenue grew 18% YoY', metadata: { tokens: 820 } });
        },
      ),
    );
    await client.flush();
    const by = byAction(server.logs);
    const start = by('llm_start');
    expect(start).toMatchObject({ prompt: 'Analyse Q1 data', response: null, metadata: { model: 'gpt-4o' } });
    expect(by('tool_use').parentSpanId).toBe(start.id);
    expect(by('llm_end')).toMatchObject({
      parentSpanId: start.id,
      prompt: null,
      response: 'Q1 revenue grew 18% YoY',
      metadata: { tokens: 820, latency_ms: expect.any(Number) },
    });
  });
});

describe('startSpan', () => {
  it('ends with the block that uses it, and is the parent of its own children only', async () => {
    const { client, server } = createPair();
    {
      using span = client.startSpan('tool_use', { traceId: 't1' });
      span.log({ action: 'mine' });
      span.span('deeper', (inner) => inner.log({ action: 'deepest' }));
      client.log({ action: 'beside' });
      expect(span.run(() => client.current())).toMatchObject({ traceId: 't1', spanId: span.id });
    }
    await client.flush();
    const by = byAction(server.logs);
    expect(by('mine')).toMatchObject({ traceId: 't1', parentSpanId: by('tool_use').id });
    expect(by('deeper').parentSpanId).toBe(by('tool_use').id);
    expect(by('deepest').parentSpanId).toBe(by('deeper').id);
    expect(by('beside')).toMatchObject({ traceId: null, parentSpanId: null });
  });

  it('writes one log however often it is ended', async () => {
    const { client, server } = createPair();
    const span = client.startSpan('step');
    expect(span.end({ response: 'first' })).toBe(span.end({ response: 'second' }));
    await client.flush();
    expect(server.logs.map(({ response }) => response)).toEqual(['first']);
  });
});

describe('wrap', () => {
  it('records arguments and result as they were, and keeps the function what it was', async () => {
    const { client, server } = createPair();
    const target = {
      factor: 2,
    };
    const wrapped = client.wrap(double);
    expect(wrapped.name).toBe('double');
    expect(wrapped.length).toBe(2);
    expect(await wrapped.call(target, { value: 21 })).toEqual({ doubled: 42 });
    await client.flush();
    expect(server.logs[0]).toMatchObject({
      action: 'tool_use',
      prompt: '{"value":21}',
      response: '{"doubled":42}',
      metadata: { tool: 'double' },
    });
  });

  it('records what the function throws', async () => {
    const { client, server } = createPair();
    const broken = client.wrap(
      () => {
        throw new Error('no');
      },
      { name: 'broken' },
    );
    expect(broken).toThrow('no');
    await client.flush();
    expect(server.logs[0]).toMatchObject({ status: 'error', metadata: { tool: 'broken', error: { message: 'no' } } });
  });
});

describe('inject and extract', () => {
  it.each(['run-550e8400-e29b-41d4-a716-446655440000', 'run-1749300000000', 'Bestellung №5, a=b'])(
    'carry a trace to another service whole: %s',
    async (traceId) => {
      const { client, server } = createPair();
      const headers = client.trace('here', { traceId }, () => client.inject(new Headers({ tracestate: 'other=1' })));
      expect(headers.get('traceparent')).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
      expect(headers.get('tracestate')).toMatch(/^agentaudit=[^,=]+,other=1$/);
      client.withContext(client.extract(headers), () => client.trace('there', () => {}));
      await client.flush();
      const [here, there] = server.logs as [AuditLog, AuditLog];
      expect(there).toMatchObject({ traceId, parentSpanId: here.id });
    },
  );

  it('use a UUID in the trace id as the W3C trace id', () => {
    const { client } = createPair();
    const headers = client.trace('run', { traceId: 'run-550e8400-e29b-41d4-a716-446655440000' }, () => client.inject());
    expect(headers['traceparent']).toContain('00-550e8400e29b41d4a716446655440000-');
  });

  it("join another tracer's trace", () => {
    const { client } = createPair();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const context = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
    expect(client.extract({ TraceParent: traceparent })).toEqual(context);
    // A tracestate that some hop kept although it started a trace of its own.
    expect(client.extract({ traceparent, tracestate: 'agentaudit=run-1:log_1' })).toEqual(context);
  });

  it('are quiet where there is nothing to carry', () => {
    const { client } = createPair();
    expect(client.inject()).toEqual({});
    expect(client.extract({})).toBeUndefined();
    expect(client.extract({ traceparent: 'nonsense' })).toBeUndefined();
    expect(client.withContext(undefined, () => client.current())).toBeUndefined();
  });
});

function byAction(logs: AuditLog[]) {
  return (action: string) => {
    const found = logs.find((log) => log.action === action);
    if (!found) throw new Error(`No log with action ${action} among ${logs.map((log) => log.action).join(', ')}`);
    return found;
  };
}

async function double(this: { factor: number }, input: { value: number }, _note?: string) {
  await tick();
  const result = { doubled: input.value * this.factor };
  input.value = 0;
  return result;
}
