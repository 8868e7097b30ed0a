// A LangChain agent whose tools pass the server's rules first, and one of them a person.
import { renderTraces, setExampleStage } from '@agentaudit/testing/example-stage';
import { ChatOpenAI } from '@langchain/openai';
import { AgentAuditCallbackHandler, agentAuditMiddleware } from 'agentaudit-langchain';
import { createAgent, tool } from 'langchain';
import * as z from 'zod';

// A model that plays its part without a key, and a server to write to. In your code: `new AgentAuditClient({ apiKey })`.
const stage = await setExampleStage([
  {
    toolCalls: [
      { id: 'call_1', name: 'look_up', arguments: { query: 'paper' } },
      { id: 'call_2', name: 'look_up', arguments: { query: 'plutonium' } },
    ],
  },
  { toolCalls: [{ id: 'call_3', name: 'order', arguments: { item: 'paper', count: 500 } }] },
  { text: 'I ordered 50 sheets of paper.' },
]);
const { client, model, server } = stage;
await server.forbid('plutonium');

const lookUp = tool(({ query }: { query: string }) => `We have ${query}.`, {
  name: 'look_up',
  description: 'Looks in the catalogue',
  schema: z.object({ query: z.string() }),
});
const order = tool(({ item, count }: { item: string; count: number }) => `Ordered ${count} of ${item}.`, {
  name: 'order',
  description: 'Orders an item',
  schema: z.object({ item: z.string(), count: z.number() }),
});

const agent = createAgent({
  name: 'buyer',
  model: new ChatOpenAI({ model: 'gpt-5', apiKey: 'none needed', configuration: { baseURL: `${model.url}/v1` } }),
  tools: [lookUp, order],
  middleware: [agentAuditMiddleware({ client, approve: ['order'] })],
});

const callbacks = [new AgentAuditCallbackHandler({ client })];
const answer = agent.invoke({ messages: [{ role: 'user', content: 'Paper and plutonium, please.' }] }, { callbacks });

// Meanwhile somebody looks at the request in the dashboard, and finds it too much.
await server.decide('order', { decision: 'approved', edited_arguments: { item: 'paper', count: 50 } });
await answer;

console.log(await renderTraces(stage));
await stage.close();
