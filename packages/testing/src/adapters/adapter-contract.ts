import type { AgentAuditClient, AuditLog } from 'agentaudit-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type FakeModelServer, startFakeModelServer } from './fake-model-server.ts';
import { defaultText, type ModelReply } from './model-reply.ts';
import { createRecorder } from './recorder.ts';

/** How a test uses a library with its adapter. */
export interface AdapterUnderTest {
  /** What `metadata.provider` says. */
  provider: string;
  /** Asks the model `prompt`, recorded by the client, and gives what it said. */
  ask: (use: AdapterUse) => Promise<string>;
  /** As `ask`, with the answer in a stream. */
  askStreaming?: (use: AdapterUse) => Promise<string>;
  /** Asks with the tools `get_weather(city)` and `get_time(tz)` on offer, in a stream if there is one; runs none. */
  askWithTools?: (use: AdapterUse) => Promise<unknown>;
  /** Whether the adapter records usage. Default true. */
  streamsUsage?: boolean;
}

export interface AdapterUse {
  client: AgentAuditClient;
  model: FakeModelServer;
  prompt: string;
}

const usage = { input_tokens: 12, output_tokens: 8, cached_input_tokens: 4, reasoning_tokens: 3 };
const toolCalls = [
  { id: 'call_a', name: 'get_weather', arguments: { city: 'Paris' } },
  { id: 'call_b', name: 'get_time', arguments: { tz: 'CET' } },
];

/** What every adapter for a library that calls models keeps to. */
export function describeAdapterContract(name: string, adapter: AdapterUnderTest): void {
  describe(`${name} keeps the adapters' contract`, () => {
    let model: FakeModelServer;
    beforeAll(async () => {
      model = await startFakeModelServer();
    });
    afterAll(() => model.close());
    beforeEach(() => model.reset());

    const ways = [
      ['at once', adapter.ask],
      ...(adapter.askStreaming ? [['in a stream', adapter.askStreaming] as const] : []),
    ] as const;

    it.each(ways)('an answer %s leaves one llm_call with what the contract names', async (way, ask) => {
      const { client, logs } = createRecorder();
      expect(await ask({ client, model, prompt: 'What is up?' })).toBe(defaultText);
      const [log, ...more] = modelCalls(await logs());
      expect(more).toEqual([]);
      expect(log).toMatchObject({
        action: 'llm_call',
        response: defaultText,
        status: 'ok',
        metadata: {
          provider: adapter.provider,
          model: expect.stringMatching(/^test-model/) as unknown,
          finish_reason: expect.stringMatching(/^(stop|end_turn)$/) as unknown,
          latency_ms: expect.any(Number) as unknown,
          ...(way === 'at once' || adapter.streamsUsage ? { tokens: 20, usage } : {}),
        },
      });
      expect(log?.prompt).toContain('What is up?');
      expect(log?.traceId).toEqual(expect.any(String));
    });

    it.each(ways)('a failure %s is recorded with its status, and reaches the caller as it is', async (_, ask) => {
      const { client, logs } = createRecorder();
      const error = { type: 'invalid_request_error', message: 'No such thing.' };
      model.reply({ status: 400, error });
      await expect(ask({ client, model, prompt: 'x' })).rejects.toThrow('No such thing.');
      const [log, ...more] = modelCalls(await logs());
      expect(more).toEqual([]);
      expect(log).toMatchObject({ status: 'error', metadata: { error: { status: 400 } } });
      expect(JSON.stringify(log?.metadata)).toContain('No such thing.');
    });

    it.skipIf(!adapter.askWithTools)('parallel tool calls are kept apart', async () => {
      const { client, logs } = createRecorder();
      model.reply({ toolCalls });
      await adapter.askWithTools?.({ client, model, prompt: 'Weather and time?' });
      const called = modelCalls(await logs())[0]?.metadata?.['tool_calls'] as { arguments: string }[];
      const read = called.map((call) => Object.assign(call, { arguments: JSON.parse(call.arguments) as unknown }));
      expect(read).toEqual(toolCalls);
    });

    it('runs side by side keep to their own traces and parents', async () => {
      const { client, logs } = createRecorder();
      const runs = ['run-0', 'run-1', 'run-2', 'run-3', 'run-4', 'run-5'];
      model.reply(...runs.map(() => replyByRun));
      await Promise.all(runs.map((run) => client.trace(run, () => adapter.ask({ client, model, prompt: run }))));
      const all = await logs();
      for (const run of runs) {
        const root = all.find(({ action, metadata }) => action === 'agent_run' && metadata?.['name'] === run);
        const [call, ...more] = modelCalls(all).filter(({ traceId }) => traceId === root?.traceId);
        expect(more).toEqual([]);
        expect(call).toMatchObject({ response: `to ${run}` });
        expect(ancestorsOf(call, all)).toContain(root?.id);
      }
    });

    it.each(ways)('what goes wrong with the record does not reach the caller: %s', async (_, ask) => {
      const { client } = createRecorder({
        logger: false,
        beforeSend() {
          throw new Error('the filter is broken');
        },
      });
      await client.close();
      expect(await ask({ client, model, prompt: 'x' })).toBe(defaultText);
    });
  });
}

function replyByRun({ body }: { body: string }): ModelReply {
  return { text: `to ${/run-\d/.exec(body)?.[0]}` };
}

function modelCalls(logs: AuditLog[]): AuditLog[] {
  return logs.filter(({ action }) => action === 'llm_call');
}

function ancestorsOf(log: AuditLog | undefined, logs: AuditLog[]): string[] {
  const parent = logs.find(({ id }) => id === log?.parentSpanId);
  return parent ? [parent.id, ...ancestorsOf(parent, logs)] : [];
}
