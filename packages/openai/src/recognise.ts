import {
  createChatReader,
  createResponsesReader,
  type ModelRequest,
  readStainlessHeaders,
} from 'agentaudit-client/instrument';

import { createEmbeddingsReader } from './embeddings-reader.ts';
import { addStreamUsage } from './stream-usage.ts';

export interface RecognitionOptions {
  captureStreamUsage: boolean;
  provider: string | undefined;
}

interface Body {
  model?: string;
  stream?: boolean;
  messages?: unknown;
  prompt?: unknown;
  input?: unknown;
  instructions?: unknown;
  previous_response_id?: string | null;
  stream_options?: { include_usage?: boolean } | null;
}

type Endpoint = Pick<ModelRequest, 'action' | 'prompt' | 'reader'> & { streamsUsage: 'on demand' | 'always' };

const endpoints: Record<string, (body: Body) => Endpoint> = {
  'chat/completions': (body) => ({
    action: 'llm_call',
    prompt: body.messages,
    reader: createChatReader(),
    streamsUsage: 'on demand',
  }),
  completions: (body) => ({
    action: 'llm_call',
    prompt: body.prompt,
    reader: createChatReader(),
    streamsUsage: 'on demand',
  }),
  responses: (body) => ({
    action: 'llm_call',
    prompt: toResponsesPrompt(body),
    reader: createResponsesReader(),
    streamsUsage: 'always',
  }),
  embeddings: (body) => ({
    action: 'embedding',
    prompt: body.input,
    reader: createEmbeddingsReader(),
    streamsUsage: 'always',
  }),
};

const path = /\/(chat\/completions|completions|responses|embeddings)\/?$/;

/** Understands the requests of the API and of servers that speak it, by the end of their path. */
export function createRecognition({ captureStreamUsage, provider }: RecognitionOptions) {
  return ({ url, headers, body: text }: { url: URL; headers: Headers; body: string }): ModelRequest | undefined => {
    const open = endpoints[path.exec(url.pathname)?.[1] ?? ''];
    if (!open) return undefined;
    const body = JSON.parse(text) as Body;
    const { streamsUsage, ...endpoint } = open(body);
    const { attempt, timeoutMs, helper } = readStainlessHeaders(headers);
    const stream = body.stream === true;
    return {
      ...endpoint,
      metadata: {
        provider: provider ?? (isAzure(url) ? 'azure' : 'openai'),
        model: body.model,
        stream,
        ...(helper !== undefined && { helper }),
        ...(body.previous_response_id && { previous_response_id: body.previous_response_id }),
      },
      attempt,
      timeoutMs,
      requestIdHeaders: ['x-request-id', 'apim-request-id'],
      ...(captureStreamUsage && stream && streamsUsage === 'on demand' && addStreamUsage(body)),
    };
  };
}

function isAzure({ hostname, pathname }: URL): boolean {
  return hostname.endsWith('.azure.com') || pathname.includes('/openai/deployments/');
}

/** The instructions come first, as the model is given them. */
function toResponsesPrompt({ instructions, input, prompt }: Body): unknown {
  if (!instructions) return input ?? prompt;
  const messages = Array.isArray(input) ? (input as unknown[]) : [{ role: 'user', content: input ?? prompt }];
  return [{ role: 'system', content: instructions }, ...messages];
}
