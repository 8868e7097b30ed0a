// An MCP server whose tools pass the rules, called by a client of which every call is on record too.
import { renderTraces, setExampleStage } from '@agentaudit/testing/example-stage';
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
import { wrapMcpClient, wrapMcpServer } from 'agentaudit-mcp';
import * as z from 'zod';

// A server to write to. In your code: `new AgentAuditClient({ apiKey })`.
const stage = await setExampleStage([]);
const { client, server } = stage;
await server.forbid('plutonium');

const shop = wrapMcpServer(new McpServer({ name: 'shop', version: '1.0.0' }), { client });
shop.registerTool(
  'order',
  { description: 'Orders an item', inputSchema: z.object({ item: z.string() }) },
  ({ item }) => ({
    content: [{ type: 'text', text: `Ordered ${item}` }],
  }),
);

// The rules are asked by the shop: asking them twice for one call would be once too often.
const customer = wrapMcpClient(new Client({ name: 'customer', version: '1.0.0' }), { client, check: false });
const [near, far] = InMemoryTransport.createLinkedPair();
await Promise.all([shop.connect(far), customer.connect(near)]);

await client.trace('shopping', async () => {
  for (const item of ['paper', 'plutonium']) await customer.callTool({ name: 'order', arguments: { item } });
});

console.log(await renderTraces(stage));
await stage.close();
