import { type ModelRequest, readStainlessHeaders } from 'agentaudit-client/instrument';

import { createMessageReader } from './message-reader.ts';

interface Body {
  model?: string;
  stream?: boolean;
  system?: unknown;
  messages?: unknown[];
}

/** Understands requests to the Messages API, by the end of their path. */
export function recogniseMessages(request: { url: URL; headers: Headers; body: string }): ModelRequest | undefined {
  if (!request.url.pathname.endsWith('/v1/messages')) return undefined;
  const { model, stream = false, system, messages = [] } = JSON.parse(request.body) as Body;
  const { attempt, timeoutMs, helper } = readStainlessHeaders(request.headers);
  return {
    action: 'llm_call',
    prompt: system ? [{ role: 'system', content: system }, ...messages] : messages,
    metadata: { provider: 'anthropic', model, stream, ...(helper !== undefined && { helper }) },
    reader: createMessageReader(),
    attempt,
    timeoutMs,
    requestIdHeaders: ['request-id'],
  };
}
