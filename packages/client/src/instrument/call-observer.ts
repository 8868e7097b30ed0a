import { EventStreamReader, type ServerSentEvent } from './event-stream.ts';
import type { BodyObserver } from './observed-response.ts';
import { attempt, type ModelRequest, type RecordedCall } from './recorded-call.ts';

/** Of a failed request's body that the caller does not read. */
const errorBodyLimits = { bytes: 64 * 1024, waitMs: 1000 };

/** Reads a call's answer along with the caller. */
export function createCallObserver(call: RecordedCall, request: ModelRequest, response: Response): BodyObserver {
  const isStream = response.ok && (response.headers.get('content-type') ?? '').includes('text/event-stream');
  return isStream ? observeStream(call, request) : observeWhole(call, response);
}

function observeWhole(call: RecordedCall, { ok }: Response): BodyObserver {
  const decoder = new TextDecoder();
  let text = '';
  const add = (chunk: Uint8Array) => void (text += attempt(() => decoder.decode(chunk, { stream: true })) ?? '');
  return {
    onRead: () => call.onRead(),
    onChunk(chunk) {
      add(chunk);
      return chunk;
    },
    onEnd() {
      call.endWithBody(text);
      return undefined;
    },
    onError: (error) => call.fail(error),
    onCancel(rest) {
      if (ok) {
        call.abort();
        return undefined;
      }
      // A try that is followed by another: its caller does not read why it failed, and the record must say it.
      return readRest(rest, add).finally(() => call.endWithBody(text));
    },
  };
}

async function readRest(rest: () => Promise<Uint8Array | undefined>, add: (chunk: Uint8Array) => void): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // oxlint-disable-next-line promise/avoid-new -- a race against a timer
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), errorBodyLimits.waitMs);
  });
  try {
    for (let bytes = 0; bytes < errorBodyLimits.bytes;) {
      const chunk = await Promise.race([rest(), late]);
      if (!chunk) return;
      bytes += chunk.length;
      add(chunk);
    }
  } finally {
    clearTimeout(timer);
  }
}

function observeStream(call: RecordedCall, { rewriteEvent }: ModelRequest): BodyObserver {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const events = new EventStreamReader();

  /** Reads events; what the caller is to get of them. */
  function readAll(arrived: ServerSentEvent[]): string {
    let kept = '';
    for (const event of arrived) {
      const data = attempt(() => JSON.parse(event.data) as unknown) ?? event.data;
      if (event.data) call.readEvent(data);
      const wanted = rewriteEvent && typeof data === 'object' ? rewriteEvent(data) : data;
      if (wanted === undefined) continue;
      const raw = wanted === data ? event.raw : withData(event, wanted);
      kept += `${raw}\n\n`;
    }
    return kept;
  }

  return {
    onRead: () => call.onRead(),
    onChunk(chunk) {
      const piece = attempt(() => decoder.decode(chunk, { stream: true })) ?? '';
      const kept = readAll(events.push(piece));
      return rewriteEvent ? encoder.encode(kept) : chunk;
    },
    onEnd() {
      const kept = readAll(events.finish());
      call.endOfStream();
      return rewriteEvent && encoder.encode(kept);
    },
    onError: (error) => call.fail(error),
    onCancel() {
      call.abort();
      return undefined;
    },
  };
}

function withData({ event }: ServerSentEvent, data: unknown): string {
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}`;
}
