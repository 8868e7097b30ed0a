import Anthropic from '@anthropic-ai/sdk';
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';
import { collect, describeError, type ModelReply, type Scenario } from '@agentaudit/testing/adapters';

const ask = { model: 'claude', max_tokens: 100, messages: [{ role: 'user' as const, content: 'Hello?' }] };
const streamed = { ...ask, stream: true as const };
const twoCalls: ModelReply = {
  text: 'Let me look.',
  toolCalls: [
    { id: 'call_a', name: 'get_weather', arguments: { city: 'Paris' } },
    { id: 'call_b', name: 'get_time', arguments: { tz: 'CET' } },
  ],
};
const long: ModelReply = { text: 'one two three four five six', holdAfter: 5 };

const weather = betaTool({
  name: 'get_weather',
  description: 'The weather',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } as const,
  run: ({ city }) => `Sunny in ${city}`,
});

/** Every way to call the client that a caller has. */
export const scenarios: Record<string, Scenario<Anthropic>> = {
  'messages.create': { run: (anthropic) => anthropic.messages.create(ask) },
  'messages.create with tools': { replies: [twoCalls], run: (anthropic) => anthropic.messages.create(ask) },
  'messages.create, and its request id': {
    async run(anthropic) {
      const message = await anthropic.messages.create(ask);
      return { id: message._request_id, keys: Object.keys(message) };
    },
  },
  'messages.create().withResponse()': {
    async run(anthropic) {
      const { data, response, request_id: id } = await anthropic.messages.create(ask).withResponse();
      return { data, id, url: response.url, status: response.status, used: response.bodyUsed };
    },
  },
  'messages.create().asResponse()': {
    async run(anthropic) {
      const response = await anthropic.messages.create(ask).asResponse();
      const { url, type, status, bodyUsed } = response;
      return { url, type, status, bodyUsed, body: await response.json() };
    },
  },
  'messages.create streamed': {
    replies: [{ ...twoCalls, thinking: 'The user wants both.' }],
    run: async (anthropic) => collect(await anthropic.messages.create(streamed)),
  },
  'a stream through tee()': {
    async run(anthropic) {
      const stream = await anthropic.messages.create(streamed);
      const [left, right] = stream.tee();
      return { class: stream.constructor.name, left: await collect(left), right: await collect(right) };
    },
  },
  'a stream through toReadableStream()': {
    async run(anthropic) {
      const stream = await anthropic.messages.create(streamed);
      return new Response(stream.toReadableStream() as ReadableStream).text();
    },
  },
  'messages.stream': {
    replies: [{ ...twoCalls, thinking: 'The user wants both.' }],
    async run(anthropic) {
      const events: string[] = [];
      const stream = anthropic.messages.stream(ask);
      stream.on('streamEvent', (event) => events.push(JSON.stringify(event)));
      return { events, final: await stream.finalMessage(), id: stream.request_id };
    },
  },
  'messages.stream aborted': {
    replies: [long],
    async run(anthropic, server) {
      const stream = anthropic.messages.stream(ask);
      stream.on('text', () => stream.abort());
      const error = await stream.finalMessage().catch(describeError);
      return { error, serverSawIt: await server.requests[0]?.closed };
    },
  },
  'leaving a stream early': {
    replies: [long],
    async run(anthropic, server) {
      const seen: unknown[] = [];
      for await (const event of await anthropic.messages.create(streamed)) {
        seen.push(event);
        if (seen.length === 4) break;
      }
      return { seen, serverSawIt: await server.requests[0]?.closed };
    },
  },
  'aborting a stream by a signal': {
    replies: [long],
    async run(anthropic, server) {
      const abort = new AbortController();
      const stream = await anthropic.messages.create(streamed, { signal: abort.signal });
      const seen: unknown[] = [];
      const read = async () => {
        for await (const event of stream) {
          seen.push(event);
          if (seen.length === 4) abort.abort();
        }
      };
      const error = await read().catch(describeError);
      return { seen, error, serverSawIt: await server.requests[0]?.closed };
    },
  },
  'a stream that breaks': {
    replies: [{ text: 'one two three', cutAfter: 4 }],
    async run(anthropic) {
      const stream = await anthropic.messages.create(streamed);
      const seen: unknown[] = [];
      const read = async () => {
        for await (const event of stream) seen.push(event);
      };
      return { error: await read().catch(describeError), seen };
    },
  },
  'an error in a stream': {
    replies: [{ errorAfter: 3, error: { type: 'overloaded_error', message: 'Overloaded' } }],
    run: async (anthropic) => collect(await anthropic.messages.create(streamed)),
  },
  'a stream that nobody reads': {
    run: async (anthropic) => (await anthropic.messages.create(streamed)).constructor.name,
  },
  'a rate limit': {
    replies: [
      {
        status: 429,
        error: { type: 'rate_limit_error', message: 'Slow down.' },
        headers: { 'retry-after': '7', 'x-should-retry': 'false' },
      },
    ],
    run: (anthropic) => anthropic.messages.create(ask),
  },
  'a failure that a retry mends': {
    replies: [
      { status: 529, error: { type: 'overloaded_error', message: 'Overloaded' }, headers: { 'retry-after-ms': '1' } },
    ],
    run: (anthropic) => anthropic.messages.create(ask),
  },
  // Long enough for the request to arrive, on a machine that is busy too.
  'a time limit': {
    replies: [{ holdAfter: 0 }],
    run: (anthropic) => anthropic.messages.create(ask, { timeout: 1000, maxRetries: 0 }),
  },
  'beta.messages.create': { run: (anthropic) => anthropic.beta.messages.create(ask) },
  'beta.messages.toolRunner': {
    replies: [{ toolCalls: [{ id: 'call_a', name: 'get_weather', arguments: { city: 'Paris' } }] }, { text: 'Sunny.' }],
    async run(anthropic) {
      const runner = anthropic.beta.messages.toolRunner({ ...ask, tools: [weather] });
      return { messages: await collect(runner), final: await runner.done() };
    },
  },
  'client middleware sees what it saw': {
    async run(anthropic) {
      const seen: unknown[] = [];
      const watched = anthropic.withOptions({
        middleware: [
          async (request, next) => {
            const response = await next(request);
            seen.push(request.url, response.status, await response.clone().json());
            return response;
          },
        ],
      });
      return { answer: await watched.messages.create(ask), seen };
    },
  },
  'withOptions()': {
    replies: [{ status: 500 }],
    async run(anthropic) {
      const other = anthropic.withOptions({ maxRetries: 0 });
      const error = await other.messages.create(ask).catch(describeError);
      return { error, is: other instanceof Anthropic };
    },
  },
  'its class and settings': {
    run(anthropic) {
      const { apiKey, baseURL, maxRetries, timeout } = anthropic;
      const names = Object.keys(anthropic).toSorted();
      return Promise.resolve({ apiKey, baseURL, maxRetries, timeout, names, class: anthropic.constructor.name });
    },
  },
};
