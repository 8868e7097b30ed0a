import Anthropic from '@anthropic-ai/sdk';
import { AgentAuditClient } from 'agentaudit-client';

import { wrapAnthropic } from '../src/index.ts';

// Checked by tsc: the wrapped client has the type of the one given, overloads and all.
const client = new AgentAuditClient({ apiKey: 'aa_test' });
const anthropic: Anthropic = wrapAnthropic(new Anthropic({ apiKey: 'k' }), { client });

async function overloads(): Promise<void> {
  const ask = { model: 'claude', max_tokens: 1, messages: [] };
  for await (const event of await anthropic.messages.create({ ...ask, stream: true })) void event.type.length;
  const { data, response } = await anthropic.messages.create(ask).withResponse();
  void [data.content.length, response.status];
}
void overloads;

// @ts-expect-error -- not an Anthropic client
wrapAnthropic({}, { client });
