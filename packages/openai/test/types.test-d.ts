import { AgentAuditClient } from 'agentaudit-client';
import OpenAI, { AzureOpenAI } from 'openai';
import OpenAI5 from 'openai-5';
import OpenAI6 from 'openai-6';

import { wrapOpenAI } from '../src/index.ts';

// Checked by tsc: the wrapped client has the type of the one given, overloads and all.
const client = new AgentAuditClient({ apiKey: 'aa_test' });
const openai: OpenAI = wrapOpenAI(new OpenAI({ apiKey: 'k' }), { client });
const azure: AzureOpenAI = wrapOpenAI(new AzureOpenAI({ apiKey: 'k', apiVersion: 'v' }), { client, provider: 'azure' });
void azure.apiVersion.length;
const older: [OpenAI5, OpenAI6] = [
  wrapOpenAI(new OpenAI5({ apiKey: 'k' }), { client }),
  wrapOpenAI(new OpenAI6({ apiKey: 'k' }), { client }),
];
void older;

class Mine extends OpenAI {
  readonly mine = true;
}
const mine: true = wrapOpenAI(new Mine({ apiKey: 'k' }), { client }).mine;
void mine;

async function overloads(): Promise<void> {
  const stream = await openai.chat.completions.create({ model: 'gpt-5', messages: [], stream: true });
  for await (const chunk of stream) void chunk.choices[0]?.delta.content?.length;
  const { data, response } = await openai.chat.completions.create({ model: 'gpt-5', messages: [] }).withResponse();
  void [data.choices[0]?.message.content?.length, response.status];
}
void overloads;

// @ts-expect-error -- not an OpenAI client
wrapOpenAI({}, { client });
// @ts-expect-error -- nowhere to log to
wrapOpenAI(openai, {});
