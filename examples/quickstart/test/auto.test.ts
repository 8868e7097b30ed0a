import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { setUpGates } from '@agentaudit/testing/adapters';
import { describe, expect, it } from 'vitest';

const examples = path.join(import.meta.dirname, '../..');
const stage = setUpGates();

const ask = "{ model: 'gpt-5', messages: [{ role: 'user', content: 'Hello?' }] }";

/** Programs that know nothing of this; the folder is that of an example with the same dependencies. */
const programs: Record<string, { folder: string; code: string; isCommonJs?: true; actions: string[] }> = {
  'OpenAI, as ESM': {
    folder: 'openai',
    code: `import OpenAI from 'openai'; await new OpenAI().chat.completions.create(${ask});`,
    actions: ['llm_call'],
  },
  'OpenAI, as CommonJS, with options of its own': {
    folder: 'openai',
    code: `const { OpenAI } = require('openai');
      new OpenAI().withOptions({ timeout: 9000 }).chat.completions.create(${ask}).then(() => {});`,
    isCommonJs: true,
    actions: ['llm_call'],
  },
  'OpenAI, wrapped by hand too': {
    folder: 'openai',
    code: `import OpenAI from 'openai';
      import { AgentAuditClient } from 'agentaudit-client';
      import { wrapOpenAI } from 'agentaudit-openai';
      await wrapOpenAI(new OpenAI(), { client: new AgentAuditClient() }).chat.completions.create(${ask});`,
    actions: ['llm_call'],
  },
  Anthropic: {
    folder: 'anthropic',
    code: `import Anthropic from '@anthropic-ai/sdk';
      await new Anthropic().messages.create({ model: 'c', max_tokens: 9, messages: [{ role: 'user', content: 'Hello?' }] });`,
    actions: ['llm_call'],
  },
  LangChain: {
    folder: 'langchain',
    code: `import { ChatOpenAI } from '@langchain/openai';
      import { createAgent } from 'langchain';
      const agent = createAgent({ model: new ChatOpenAI({ model: 'gpt-5' }), tools: [] });
      await agent.invoke({ messages: [{ role: 'user', content: 'Hello?' }] });`,
    actions: ['agent_run', 'llm_call'],
  },
  'AI SDK': {
    folder: 'ai-sdk',
    code: `import { openai } from '@ai-sdk/openai';
      import { generateText } from 'ai';
      await generateText({ model: openai.chat('gpt-5'), prompt: 'Hello?' });`,
    actions: ['agent_run', 'llm_call'],
  },
  'OpenAI Agents': {
    folder: 'openai-agents',
    // Without a key in the environment the SDK's own exporter sends nothing away.
    code: `import { Agent, run, setDefaultOpenAIClient } from '@openai/agents';
      import OpenAI from 'openai';
      setDefaultOpenAIClient(new OpenAI());
      delete process.env.OPENAI_API_KEY;
      await run(new Agent({ name: 'Desk', model: 'gpt-5' }), 'Hello?');`,
    actions: ['agent_run', 'llm_call'],
  },
  MCP: {
    folder: 'mcp',
    code: `import { Client } from '@modelcontextprotocol/client';
      import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
      const shop = new McpServer({ name: 'shop', version: '1.0.0' });
      shop.registerTool('open', { description: 'Opens' }, () => ({ content: [{ type: 'text', text: 'Open.' }] }));
      const customer = new Client({ name: 'customer', version: '1.0.0' });
      const [near, far] = InMemoryTransport.createLinkedPair();
      await Promise.all([shop.connect(far), customer.connect(near)]);
      await customer.callTool({ name: 'open' });`,
    actions: ['tool_use', 'tool_use'],
  },
};

describe('with --import agentaudit-client/auto a program is recorded as it is', () => {
  it.each(Object.keys(programs))('%s', async (name) => {
    const { folder, code, isCommonJs, actions } = programs[name] as (typeof programs)[string];
    const { model, audit } = stage;
    const before = (await audit.logs()).length;
    const { NODE_ENV: _environment, ...env } = process.env;
    const kind = isCommonJs ? 'commonjs' : 'module';
    const args = ['--import', 'agentaudit-client/auto', `--input-type=${kind}`, '--eval', code];
    await promisify(execFile)(process.execPath, args, {
      cwd: path.join(examples, folder),
      timeout: 110_000,
      env: {
        ...env,
        OPENAI_API_KEY: 'none needed',
        OPENAI_BASE_URL: `${model.url}/v1`,
        ANTHROPIC_API_KEY: 'none needed',
        ANTHROPIC_BASE_URL: model.url,
        AGENTAUDIT_API_KEY: audit.apiKey,
        AGENTAUDIT_BASE_URL: audit.url,
      },
    });
    const left = (await audit.logs()).slice(before);
    expect(left.map(({ action }) => action).toSorted()).toEqual(actions);
    expect(left.every(({ status }) => status === 'ok')).toBe(true);
  });
});
