import { createRecorder, describeGateContract, type GateUse, setUpGates } from '@agentaudit/testing/adapters';
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

import { type McpGateOptions, wrapMcpClient, wrapMcpServer } from '../src/index.ts';

interface Sides {
  server?: McpGateOptions;
  client?: McpGateOptions;
}

/** A shop and its customer, either of them wrapped. */
async function connect(
  { server: serverOptions, client: clientOptions }: Sides,
  run: GateUse['order'] = ({ item }) => `Ordered ${item}`,
): Promise<Client> {
  const server = new McpServer({ name: 'shop', version: '1.0.0' });
  if (serverOptions) wrapMcpServer(server, serverOptions);
  server.registerTool('order', { description: 'x', inputSchema: z.object({ item: z.string() }) }, (input) => {
    if (input.item === 'nothing') throw new Error('We are out of it.');
    return { content: [{ type: 'text', text: run(input) }] };
  });
  server.registerTool('close', { description: 'x' }, () => ({ content: [{ type: 'text', text: 'Closed.' }] }));
  const client = new Client({ name: 'customer', version: '1.0.0' });
  const [left, right] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(left), client.connect(right)]);
  return clientOptions ? wrapMcpClient(client, clientOptions) : client;
}

const textOf = ({ content }: { content: unknown }) => (content as { text?: string }[])[0]?.text;
const order = (item: string) => ({ name: 'order', arguments: { item } });

const stage = setUpGates();

describe.each(['server', 'client'] as const)('a wrapped %s', (side) => {
  it('leaves a log of each tool call, and the result as it was', async () => {
    const { client, logs } = createRecorder();
    const mcp = await connect({ [side]: { client, check: false } });
    expect(await mcp.callTool(order('paper'))).toEqual(await (await connect({})).callTool(order('paper')));
    expect(textOf(await mcp.callTool({ name: 'close' }))).toBe('Closed.');
    expect(await logs()).toMatchObject([
      {
        action: 'tool_use',
        prompt: '{"item":"paper"}',
        response: 'Ordered paper',
        status: 'ok',
        metadata: { tool: 'order', protocol: 'mcp', latency_ms: expect.any(Number) as unknown },
      },
      { prompt: '{}', response: 'Closed.', metadata: { tool: 'close' } },
    ]);
  });

  it('records a tool that fails as an error', async () => {
    const { client, logs } = createRecorder();
    const mcp = await connect({ [side]: { client, check: false } });
    expect(await mcp.callTool(order('nothing'))).toMatchObject({ isError: true });
    expect(await logs()).toMatchObject([{ status: 'error', metadata: { error: { message: 'We are out of it.' } } }]);
  });

  it('makes the tool call a child of the span it is made in', async () => {
    const { client, logs } = createRecorder();
    const mcp = await connect({ [side]: { client, check: false } });
    await client.trace('shopping', () => mcp.callTool(order('paper')));
    const [call, run] = await logs();
    expect(call).toMatchObject({ action: 'tool_use', parentSpanId: run?.id, traceId: run?.traceId });
  });

  describeGateContract(`a wrapped MCP ${side}`, stage, {
    runsEdited: true,
    async buy({ item, order: run, options }) {
      return textOf(await (await connect({ [side]: options }, run)).callTool(order(item))) ?? '';
    },
  });
});

it('a client and a server that are both wrapped write to one trace', async () => {
  const near = createRecorder();
  const far = createRecorder();
  const mcp = await connect({
    client: { client: near.client, check: false },
    server: { client: far.client, check: false },
  });
  await mcp.callTool(order('paper'));
  const [[sent], [received]] = [await near.logs(), await far.logs()];
  expect(received?.metadata).toMatchObject({ request_id: expect.any(String) as unknown });
  expect(sent?.traceId).toBeTruthy();
  expect(received?.traceId).toBe(sent?.traceId);
});

it('wrapping twice records once', async () => {
  const { client, logs } = createRecorder();
  const mcp = await connect({ client: { client, check: false } });
  await wrapMcpClient(mcp, { client, check: false }).callTool(order('paper'));
  expect(await logs()).toHaveLength(1);
});
