import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { type ModelReply, setUpGates } from '@agentaudit/testing/adapters';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../../..');
const stage = setUpGates();

const refund = (id: string, order: string): ModelReply => ({
  toolCalls: [{ id, name: 'refund', arguments: { order, euros: 40 } }],
});
const done = { text: 'Done.' };

interface Guide {
  replies?: ModelReply[];
  /** The tools of which a person approves a call each, in turn. */
  approvals?: string[];
  actions: string[];
}

/** By package: what the model says, what is approved meanwhile, and the logs that are left. */
const guides: Record<string, Guide> = {
  openai: { actions: ['llm_call', 'llm_call', 'agent_run'] },
  anthropic: { actions: ['llm_call', 'llm_call', 'agent_run'] },
  langchain: {
    replies: [refund('call_l', 'A-17'), done],
    approvals: ['refund'],
    actions: ['agent_run', 'llm_call', 'tool_use'],
  },
  'ai-sdk': {
    replies: [refund('call_v', 'A-17'), done],
    approvals: ['refund'],
    actions: ['agent_run', 'llm_call', 'tool_use'],
  },
  'openai-agents': {
    replies: [refund('call_o', 'A-17'), done, refund('call_p', 'B-18'), done],
    approvals: ['refund', 'refund'],
    actions: ['agent_run', 'llm_call', 'tool_use'],
  },
  client: {
    approvals: ['sendRefund', 'send_email'],
    actions: ['llm_start', 'tool_use', 'agent_run', 'retrieval', 'hitl_consume', 'guardrail_check'],
  },
  mcp: { actions: ['guardrail_check', 'tool_use', 'tool_use'] },
};

describe('the guide of a package runs as it is printed', () => {
  it.each(Object.keys(guides))('%s', async (name) => {
    const { replies = [], approvals = [], actions } = guides[name] as Guide;
    const { model, audit } = stage;
    const before = (await audit.logs()).length;
    model.reply(...replies);
    const running = runGuide(name);
    for (const tool of approvals) await Promise.race([running, audit.decide(tool, { decision: 'approved' })]);
    await running;
    const left = (await audit.logs()).slice(before).map(({ action }) => action);
    expect(left).toEqual(expect.arrayContaining(actions));
    expect(left.filter((action) => action === 'hitl_consume')).toHaveLength(approvals.length);
  });
});

/** Its code as one program, in the folder of an example that has the same dependencies. */
async function runGuide(name: string): Promise<void> {
  const guide = await readFile(path.join(root, 'packages', name, 'README.md'), 'utf8');
  const parts = Array.from(guide.matchAll(/^```ts\n(.*?)^```$/gms), (match) => match[1] as string);
  const code = name === 'client' ? toScopes(parts) : parts.join('\n');
  // Some libraries behave otherwise under test.
  const { NODE_ENV: _environment, ...env } = process.env;
  const { url } = stage.model;
  const { apiKey } = stage.audit;
  const program = ['--input-type=module-typescript', '--eval', code.replaceAll('aa_your_key_here', apiKey)];
  await promisify(execFile)(process.execPath, program, {
    cwd: path.join(root, 'examples', name === 'client' ? 'quickstart' : name),
    timeout: 110_000,
    env: {
      ...env,
      OPENAI_API_KEY: 'none needed',
      OPENAI_BASE_URL: `${url}/v1`,
      ANTHROPIC_API_KEY: 'none needed',
      ANTHROPIC_BASE_URL: url,
      AGENTAUDIT_API_KEY: apiKey,
      AGENTAUDIT_BASE_URL: stage.audit.url,
    },
  });
}

/** The parts after the first stand for themselves, beside things of the reader's own that they mention. */
function toScopes([first = '', ...others]: string[]): string {
  const imports = others.flatMap((part) => part.match(/^import .*$/gm) ?? []);
  const own = `
    import { deepEqual } from 'node:assert/strict';
    const prompt = 'Hello?';
    const model = async (prompt) => ({ text: 'Hello.', tokens: 5 });
    const mailer = { send: async (mail) => mail.to };
    const sendRefund = async ({ order }) => order;
    const url = process.env.AGENTAUDIT_BASE_URL + '/health';
    const expect = (value) => ({ toEqual: (other) => deepEqual(value, other) });`;
  const scopes = others.map((part) => `{\n${part.replaceAll(/^import .*$/gm, '')}}`);
  return [...imports, own, first, ...scopes].join('\n');
}
