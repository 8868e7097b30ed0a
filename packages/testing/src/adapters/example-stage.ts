import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { AgentAuditClient, AuditLog } from 'agentaudit-client';

import { type AuditServer, startAuditServer } from './audit-server.ts';
import { type FakeModelServer, startFakeModelServer } from './fake-model-server.ts';
import type { ModelReply } from './model-reply.ts';

/** What an example needs beside its own code: a model that says its lines, and a server to write to. */
export interface ExampleStage {
  model: FakeModelServer;
  server: AuditServer;
  /** A client with an API key of the server. */
  client: AgentAuditClient;
  close: () => Promise<void>;
}

export async function setExampleStage(replies: ModelReply[]): Promise<ExampleStage> {
  const [model, server] = await Promise.all([startFakeModelServer(), startAuditServer()]);
  model.reply(...replies);
  return {
    model,
    server,
    client: server.agent,
    async close() {
      await Promise.all([model.close(), server.close()]);
    },
  };
}

/** The traces that the server has, one line a log, each below its parent. */
export async function renderTraces({ server }: ExampleStage): Promise<string> {
  const logs = await server.logs();
  const roots = logs.filter(({ parentSpanId }) => !logs.some(({ id }) => id === parentSpanId));
  return roots.flatMap((root) => renderTree(root, logs, '')).join('\n');
}

function renderTree(log: AuditLog, logs: AuditLog[], indent: string): string[] {
  const children = logs
    .filter(({ parentSpanId }) => parentSpanId === log.id)
    .toSorted((a, b) => a.timestamp.localeCompare(b.timestamp) || a.id.localeCompare(b.id));
  return [indent + renderLog(log), ...children.flatMap((child) => renderTree(child, logs, `${indent}  `))];
}

function renderLog({ action, status, response, metadata }: AuditLog): string {
  const {
    model,
    tool,
    name,
    tokens,
    tool_calls: calls = [],
    error,
  } = (metadata ?? {}) as {
    model?: string;
    tool?: string;
    name?: string;
    tokens?: number;
    tool_calls?: { name: string; arguments: string }[];
    error?: { message: string };
  };
  const subject = model ?? tool ?? name;
  const parts = [
    subject ? `${action} ${subject}` : action,
    status === 'ok' ? '' : status,
    ...calls.map((call) => `asks ${call.name}(${call.arguments})`),
    error?.message ?? (action.startsWith('hitl_') ? '' : response),
    tokens === undefined ? '' : `${tokens} tokens`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Runs the `src/main.ts` beside a test as its users do, and gives the lines it printed, sorted: what runs side by side has no order. */
export async function runExample(testUrl: string): Promise<string[]> {
  const main = fileURLToPath(new URL('src/main.ts', testUrl));
  // Some libraries behave otherwise under test.
  const { NODE_ENV: _environment, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, [main], { timeout: 110_000, env });
  return stdout.trimEnd().split('\n').toSorted();
}
