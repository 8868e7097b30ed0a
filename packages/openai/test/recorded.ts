import { createRecorder, type FakeModelServer, type Recorder } from '@agentaudit/testing/adapters';
import type { AuditLog } from 'agentaudit-client';
import OpenAI from 'openai';

import { wrapOpenAI, type WrapOpenAIOptions } from '../src/index.ts';
import { scenarios } from './scenarios.ts';

export const ask = { model: 'gpt-5', messages: [{ role: 'user' as const, content: 'Hello?' }] };
export const streamed = { ...ask, stream: true as const };

export interface Setup extends Recorder {
  openai: OpenAI;
}

/** A wrapped client of the fake server, and what it records. */
export function setUp(server: FakeModelServer, options: Partial<WrapOpenAIOptions> = {}): Setup {
  const recorder = createRecorder();
  const plain = new OpenAI({ apiKey: 'sk-test', baseURL: `${server.url}/v1` });
  return { ...recorder, openai: wrapOpenAI(plain, { client: recorder.client, ...options }) };
}

/** The logs that a scenario leaves. */
export async function record(
  server: FakeModelServer,
  name: string,
  options?: Partial<WrapOpenAIOptions>,
): Promise<AuditLog[]> {
  const { openai, logs } = setUp(server, options);
  const { replies = [], run } = scenarios[name] as (typeof scenarios)[string];
  server.reply(...replies);
  await run(openai, server).catch(() => {});
  return logs();
}
