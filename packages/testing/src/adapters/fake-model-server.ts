import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { toMessage, toMessageEvents } from './anthropic-wire.ts';
import type { ModelReply } from './model-reply.ts';
import {
  type ChatRequest,
  toChatCompletion,
  toChatEvents,
  toEmbeddings,
  toTextCompletion,
} from './openai-chat-wire.ts';
import { toResponse, toResponseEvents } from './openai-responses-wire.ts';

export interface ModelRequestSeen {
  path: string;
  headers: IncomingMessage['headers'];
  /** As it came. */
  body: string;
  json: Record<string, unknown>;
  /** When the answer is over: true if the caller went away before its end. */
  closed: Promise<boolean>;
}

/** A server that speaks OpenAI's and Anthropic's protocols on the loopback interface, and says what it was told to. */
export interface FakeModelServer {
  /** To be followed by `/v1` for OpenAI. */
  url: string;
  readonly requests: ModelRequestSeen[];
  /** What to answer next, one request each; after that, the default reply. */
  reply(...replies: (ModelReply | ((request: ModelRequestSeen) => ModelReply))[]): void;
  /** Forgets requests and replies. */
  reset(): void;
  close(): Promise<void>;
}

interface Wire {
  whole: (reply: ModelReply, request: ChatRequest) => object;
  events: (reply: ModelReply, request: ChatRequest) => string[];
  error: (error: NonNullable<ModelReply['error']>) => object;
}

const openaiError: Wire['error'] = (error) => ({ error: { param: null, code: null, ...error } });
const anthropicError: Wire['error'] = ({ type, message }) => ({ type: 'error', error: { type, message } });

const wires: [RegExp, Wire][] = [
  [/\/chat\/completions$/, { whole: toChatCompletion, events: toChatEvents, error: openaiError }],
  [/\/completions$/, { whole: toTextCompletion, events: toChatEvents, error: openaiError }],
  [/\/responses$/, { whole: toResponse, events: toResponseEvents, error: openaiError }],
  [/\/embeddings$/, { whole: toEmbeddings, events: () => [], error: openaiError }],
  [/\/messages$/, { whole: toMessage, events: toMessageEvents, error: anthropicError }],
];

export async function startFakeModelServer(): Promise<FakeModelServer> {
  const requests: ModelRequestSeen[] = [];
  let replies: Parameters<FakeModelServer['reply']> = [];
  let count = 0;
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const closed = once(response, 'close').then(() => !response.writableFinished);
    const body = await text(request);
    const json = body ? (JSON.parse(body) as Record<string, unknown>) : {};
    const seen = { path, headers: request.headers, body, json, closed };
    requests.push(seen);
    const wire = wires.find(([pattern]) => pattern.test(path))?.[1];
    const next = replies.shift() ?? {};
    const reply = typeof next === 'function' ? next(seen) : next;
    const id = `req_${++count}`;
    const headers = { 'x-request-id': id, 'request-id': id, ...reply.headers };
    if (!wire) return send(response, 404, headers, { error: { message: `No route ${path}`, type: 'not_found' } });
    if (reply.status) {
      const error = reply.error ?? { type: 'server_error', message: 'The model is unwell.' };
      return send(response, reply.status, headers, wire.error(error));
    }
    if (reply.holdAfter === 0) return undefined;
    const asked = { ...json, number: count } as unknown as ChatRequest & { stream?: boolean };
    if (!asked.stream) return send(response, 200, headers, wire.whole(reply, asked));
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', ...headers });
    return stream(response, reply, wire.events(reply, asked), wire);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    reply: (...more) => void replies.push(...more),
    reset() {
      requests.length = 0;
      replies = [];
      count = 0;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, status: number, headers: Record<string, string>, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function stream(response: ServerResponse, reply: ModelReply, events: string[], wire: Wire): Promise<void> {
  const { cutAfter, errorAfter, holdAfter } = reply;
  for (const [index, event] of events.entries()) {
    if (response.destroyed || index === holdAfter) return;
    if (index === cutAfter) return void response.destroy();
    if (index === errorAfter) {
      const error = reply.error ?? { type: 'server_error', message: 'The model is unwell.' };
      return void response.end(`event: error\ndata: ${JSON.stringify(wire.error(error))}\n\n`);
    }
    response.write(event);
    // Each event in a packet of its own, as from a model.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  response.end();
}
