import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createAuditedFetch, type Fetch, type ModelAnswer } from '../src/instrument.ts';
import { EventStreamReader } from '../src/instrument/event-stream.ts';
import { createPair } from './clients.ts';

function recognise() {
  const answer: ModelAnswer = {};
  return {
    action: 'llm_call' as const,
    prompt: 'Hello?',
    metadata: { provider: 'test', stream: true },
    attempt: 1,
    requestIdHeaders: ['x-request-id'],
    reader: {
      isComplete: false,
      readBody: (body: unknown) => void (answer.response = body),
      readEvent: (data: unknown) =>
        void (answer.response = `${(answer.response as string | undefined) ?? ''}${data as string}`),
      answer: () => answer,
    },
  };
}

/** A fetch that records every POST, and takes each event for a piece of the answer. */
function setUp(fetch: Fetch) {
  const { client, server } = createPair();
  const audited = createAuditedFetch(fetch, { client, recognise });
  return { post: () => audited('http://model/', { method: 'POST', body: '{}' }), audited, client, server };
}

const eventStream = { headers: { 'content-type': 'text/event-stream' } };

describe('an audited fetch', () => {
  it('reads nothing before the caller reads, and nothing ahead', async () => {
    let pulled = 0;
    const source = new ReadableStream(
      { pull: (controller) => controller.enqueue(new TextEncoder().encode(`data: ${++pulled}\n\n`)) },
      { highWaterMark: 0 },
    );
    const { post } = setUp(() => Promise.resolve(new Response(source, eventStream)));
    const reader = (await post()).body?.getReader();
    expect(pulled).toBe(0);
    await reader?.read();
    expect(pulled).toBe(1);
  });

  it('passes a cancellation on with its reason', async () => {
    let reason: unknown;
    const source = new ReadableStream({
      pull: (c) => c.enqueue(new Uint8Array(9)),
      cancel: (given) => void (reason = given),
    });
    const { post, client, server } = setUp(() => Promise.resolve(new Response(source, eventStream)));
    await (await post()).body?.cancel('enough');
    expect(reason).toBe('enough');
    await client.flush();
    expect(server.logs).toMatchObject([{ status: 'ok', metadata: { finish_reason: 'cancelled' } }]);
  });

  it('leaves the buffers of the source to it', async () => {
    const shared = new TextEncoder().encode('data: a\n\ndata: b\n\n');
    const source = new ReadableStream({
      start(controller) {
        controller.enqueue(shared.subarray(0, 9));
        controller.enqueue(shared.subarray(9));
        controller.close();
      },
    });
    const { post, client, server } = setUp(() => Promise.resolve(new Response(source, eventStream)));
    expect(await (await post()).text()).toBe('data: a\n\ndata: b\n\n');
    await client.flush();
    expect(server.logs).toMatchObject([{ response: 'ab', status: 'error' }]);
  });

  it('keeps the class of a response that is not the global one', async () => {
    class OtherResponse extends Response {}
    const { post } = setUp(() => Promise.resolve(new OtherResponse('{"a":1}')));
    const response = await post();
    expect(response).toBeInstanceOf(OtherResponse);
    expect(await response.clone().json()).toEqual({ a: 1 });
  });

  it('records a response without a body', async () => {
    const { post, client, server } = setUp(() => Promise.resolve(new Response(null, { status: 204 })));
    expect((await post()).status).toBe(204);
    await client.flush();
    expect(server.logs).toMatchObject([{ action: 'llm_call', status: 'ok', response: null }]);
  });

  it('leaves alone what is no POST of a text', async () => {
    const { audited, client, server } = setUp(() => Promise.resolve(new Response('{}')));
    await audited('http://model/');
    await audited('http://model/', { method: 'POST', body: new FormData() });
    await audited(new Request('http://model/', { method: 'POST', body: '{}' }));
    await client.flush();
    expect(server.logs).toEqual([]);
  });
});

describe('server-sent events', () => {
  const event = fc.record({
    event: fc.option(fc.stringMatching(/^[a-z.]{1,9}$/)),
    data: fc.array(fc.stringMatching(/^[^\r\n]*$/), { minLength: 1, maxLength: 3 }),
  });

  it('are the same however the text is cut, and whatever ends its lines', () => {
    fc.assert(
      fc.property(fc.array(event), fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat(400)), (events, eol, cuts) => {
        const lines = events.flatMap(({ event: name, data }) => [
          ...(name ? [`event: ${name}`] : []),
          ...data.map((line) => `data: ${line}`),
          '',
        ]);
        const text = lines.map((line) => line + eol).join('');
        const reader = new EventStreamReader();
        const ends = [...cuts.filter((cut) => cut < text.length).toSorted((a, b) => a - b), text.length];
        const read = ends.flatMap((end, index) => reader.push(text.slice(ends[index - 1] ?? 0, end)));
        read.push(...reader.finish());
        const expected = events.map(({ event: name, data }) => ({
          ...(name && { event: name }),
          data: data.join('\n'),
        }));
        expect(read.map(({ raw: _raw, ...rest }) => rest)).toEqual(expected);
      }),
    );
  });
});
