import { collect, describeError, type ModelReply, type Scenario } from '@agentaudit/testing/adapters';
import OpenAI from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import * as z from 'zod';

const ask = { model: 'gpt-5', messages: [{ role: 'user' as const, content: 'Hello?' }] };
const streamed = { ...ask, stream: true as const };
const respond = { model: 'gpt-5', input: 'Hello?' };
const Answer = z.object({ city: z.string() });
const structured = { text: '{"city":"Paris"}' };
const twoCalls: ModelReply = {
  toolCalls: [
    { id: 'call_a', name: 'get_weather', arguments: { city: 'Paris' } },
    { id: 'call_b', name: 'get_time', arguments: { tz: 'CET' } },
  ],
};
const long: ModelReply = { text: 'one two three four five six', holdAfter: 3 };

const weather = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    description: 'The weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
    parse: JSON.parse,
    function: ({ city }: { city: string }) => `Sunny in ${city}`,
  },
};

function headersOf({ headers }: Response): Record<string, string> {
  const { date: _date, ...rest } = Object.fromEntries(headers.entries());
  return rest;
}

/** Every way to call the client that a caller has. */
export const scenarios: Record<string, Scenario<OpenAI>> = {
  'chat.completions.create': { run: (openai) => openai.chat.completions.create(ask) },
  'chat.completions.create with tools': { replies: [twoCalls], run: (openai) => openai.chat.completions.create(ask) },
  'chat.completions.create, and its request id': {
    async run(openai) {
      const answer = await openai.chat.completions.create(ask);
      return { id: answer._request_id, keys: Object.keys(answer), json: JSON.stringify(answer) };
    },
  },
  'chat.completions.create().withResponse()': {
    async run(openai) {
      const { data, response, request_id: id } = await openai.chat.completions.create(ask).withResponse();
      return { data, id, url: response.url, status: response.status, used: response.bodyUsed, h: headersOf(response) };
    },
  },
  'chat.completions.create().asResponse()': {
    async run(openai) {
      const response = await openai.chat.completions.create(ask).asResponse();
      const { url, type, redirected, status, statusText, ok, bodyUsed } = response;
      const copy = response.clone();
      const bodies = [await response.json(), await copy.json()];
      const isResponse = response instanceof Response;
      return { url, type, redirected, status, statusText, ok, bodyUsed, isResponse, bodies, urlOfCopy: copy.url };
    },
  },
  'asResponse() read by hand with a byte reader': {
    async run(openai) {
      const response = await openai.chat.completions.create(streamed).asResponse();
      const reader = response.body?.getReader({ mode: 'byob' });
      let bytes = 0;
      for (;;) {
        const { done, value } = (await reader?.read(new Uint8Array(64))) ?? { done: true };
        bytes += value?.length ?? 0;
        if (done) return { bytes };
      }
    },
  },
  'the promise used twice': {
    async run(openai, server) {
      const promise = openai.chat.completions.create(ask);
      const both = await Promise.all([promise, promise.withResponse(), promise.asResponse()]);
      return { same: both[0] === both[1].data, status: both[2].status, requests: server.requests.length };
    },
  },
  'chat.completions.create streamed': {
    replies: [twoCalls],
    run: async (openai) => collect(await openai.chat.completions.create(streamed)),
  },
  'streamed with usage asked for': {
    run: async (openai) =>
      collect(await openai.chat.completions.create({ ...streamed, stream_options: { include_usage: true } })),
  },
  'a stream is a Stream': {
    async run(openai) {
      const stream = await openai.chat.completions.create(streamed);
      const { constructor, controller } = stream;
      await collect(stream);
      const again = await collect(stream).catch(describeError);
      return { class: constructor.name, controller: controller.constructor.name, again };
    },
  },
  'a stream through tee()': {
    async run(openai) {
      const [left, right] = (await openai.chat.completions.create(streamed)).tee();
      return { left: await collect(left), right: await collect(right) };
    },
  },
  'a stream through toReadableStream()': {
    async run(openai) {
      const stream = await openai.chat.completions.create(streamed);
      return new Response(stream.toReadableStream() as ReadableStream).text();
    },
  },
  'a stream through withResponse()': {
    async run(openai) {
      const { data, response, request_id: id } = await openai.chat.completions.create(streamed).withResponse();
      return { id, type: response.headers.get('content-type'), chunks: await collect(data) };
    },
  },
  'leaving a stream early': {
    replies: [long],
    async run(openai, server) {
      const seen: unknown[] = [];
      const stream = await openai.chat.completions.create(streamed);
      for await (const chunk of stream) {
        seen.push(chunk);
        if (seen.length === 2) break;
      }
      return { seen, aborted: stream.controller.signal.aborted, serverSawIt: await server.requests[0]?.closed };
    },
  },
  'throwing while reading a stream': {
    replies: [long],
    async run(openai, server) {
      const stream = await openai.chat.completions.create(streamed);
      const read = async () => {
        for await (const _ of stream) throw new Error('mine');
      };
      const error = await read().catch(describeError);
      return { error, serverSawIt: await server.requests[0]?.closed };
    },
  },
  'aborting a stream by its controller': {
    replies: [long],
    async run(openai, server) {
      const stream = await openai.chat.completions.create(streamed);
      const seen: unknown[] = [];
      for await (const chunk of stream) {
        seen.push(chunk);
        if (seen.length === 2) stream.controller.abort();
      }
      return { seen, serverSawIt: await server.requests[0]?.closed };
    },
  },
  'aborting a stream by a signal': {
    replies: [long],
    async run(openai, server) {
      const abort = new AbortController();
      const stream = await openai.chat.completions.create(streamed, { signal: abort.signal });
      const seen: unknown[] = [];
      const read = async () => {
        for await (const chunk of stream) {
          seen.push(chunk);
          if (seen.length === 2) abort.abort(new Error('enough'));
        }
      };
      const error = await read().catch(describeError);
      return { seen, error, serverSawIt: await server.requests[0]?.closed };
    },
  },
  'aborting before the answer': {
    replies: [{ holdAfter: 0 }],
    async run(openai, server) {
      const abort = new AbortController();
      const promise = openai.chat.completions.create(ask, { signal: abort.signal }).catch(describeError);
      while (server.requests.length === 0) await new Promise(setImmediate);
      abort.abort();
      return { error: await promise, serverSawIt: await server.requests[0]?.closed };
    },
  },
  // Long enough for the request to arrive, on a machine that is busy too.
  'a time limit': {
    replies: [{ holdAfter: 0 }],
    run: (openai) => openai.chat.completions.create(ask, { timeout: 1000, maxRetries: 0 }),
  },
  'a stream that breaks': {
    replies: [{ cutAfter: 2 }],
    async run(openai) {
      const stream = await openai.chat.completions.create(streamed);
      const seen: unknown[] = [];
      const read = async () => {
        for await (const chunk of stream) seen.push(chunk);
      };
      return { error: await read().catch(describeError), seen };
    },
  },
  'an error in a stream': {
    replies: [{ errorAfter: 2 }],
    run: async (openai) => collect(await openai.chat.completions.create(streamed)),
  },
  'a stream that nobody reads': {
    replies: [{ text: 'unread' }],
    async run(openai) {
      const stream = await openai.chat.completions.create(streamed);
      return { class: stream.constructor.name };
    },
  },
  'a rate limit': {
    replies: [
      {
        status: 429,
        error: { type: 'insufficient_quota', message: 'You are out of it.', code: 'insufficient_quota' },
        headers: { 'retry-after': '7', 'x-should-retry': 'false' },
      },
    ],
    run: (openai) => openai.chat.completions.create(ask),
  },
  'a failure that a retry mends': {
    replies: [{ status: 500, headers: { 'retry-after-ms': '1' } }, { text: 'Better now.' }],
    run: (openai) => openai.chat.completions.create(ask),
  },
  'a stream that a retry mends': {
    replies: [{ status: 503, headers: { 'retry-after-ms': '1' } }],
    run: async (openai) => collect(await openai.chat.completions.create(streamed)),
  },
  'no server at all': {
    run: (openai) =>
      openai.withOptions({ baseURL: 'http://127.0.0.1:1/v1', maxRetries: 0 }).chat.completions.create(ask),
  },
  'an unknown path': { run: (openai) => openai.moderations.create({ input: 'x' }) },
  'chat.completions.parse': {
    replies: [structured],
    run: (openai) => openai.chat.completions.parse({ ...ask, response_format: zodResponseFormat(Answer, 'answer') }),
  },
  'chat.completions.stream': {
    replies: [twoCalls],
    async run(openai) {
      const events: string[] = [];
      const stream = openai.chat.completions.stream(ask);
      stream.on('chunk', (chunk) => events.push(JSON.stringify(chunk)));
      stream.on('tool_calls.function.arguments.done', (call) => events.push(JSON.stringify(call)));
      return { events, last: await stream.finalChatCompletion(), usage: await stream.totalUsage() };
    },
  },
  'chat.completions.runTools': {
    replies: [{ toolCalls: [{ id: 'call_a', name: 'get_weather', arguments: { city: 'Paris' } }] }, { text: 'Sunny.' }],
    async run(openai) {
      const runner = openai.chat.completions.runTools({ ...ask, tools: [weather] });
      return { final: await runner.finalContent(), messages: runner.messages };
    },
  },
  'a refusal': { replies: [{ refusal: 'I will not.' }], run: (openai) => openai.chat.completions.create(ask) },
  'responses.create': { replies: [twoCalls], run: (openai) => openai.responses.create(respond) },
  'responses.create streamed': {
    replies: [twoCalls],
    run: async (openai) => collect(await openai.responses.create({ ...respond, stream: true })),
  },
  'responses.create that fails': {
    replies: [{ outcome: 'failed' }],
    run: async (openai) => collect(await openai.responses.create({ ...respond, stream: true })),
  },
  'responses.parse': {
    replies: [structured],
    run: (openai) => openai.responses.parse({ ...respond, text: { format: zodTextFormat(Answer, 'answer') } }),
  },
  'responses.stream': {
    async run(openai) {
      const events: string[] = [];
      const stream = openai.responses.stream(respond);
      stream.on('event', (event) => events.push(event.type));
      return { events, final: await stream.finalResponse() };
    },
  },
  'completions.create': { run: (openai) => openai.completions.create({ model: 'gpt-5', prompt: 'Once' }) },
  'embeddings.create': { run: (openai) => openai.embeddings.create({ model: 'embed', input: ['a', 'b'] }) },
  'withOptions()': {
    replies: [{ status: 500, headers: { 'retry-after-ms': '1' } }],
    async run(openai, server) {
      const other = openai.withOptions({ maxRetries: 0, defaultHeaders: { 'x-mine': '1' } });
      const error = await other.chat.completions.create(ask).catch(describeError);
      return { error, isOpenAI: other instanceof OpenAI, sent: server.requests[0]?.headers['x-mine'] };
    },
  },
  'its class and settings': {
    run(openai) {
      const { apiKey, baseURL, maxRetries, timeout, organization, project } = openai;
      const names = Object.keys(openai).toSorted();
      const is = openai instanceof OpenAI;
      const className = openai.constructor.name;
      return Promise.resolve({ apiKey, baseURL, maxRetries, timeout, organization, project, names, is, className });
    },
  },
};
