/** Sees what a response's body does. Must not throw. */
export interface BodyObserver {
  /** The caller began to read. */
  onRead(): void;
  /** What it returns is passed on in place of the piece; nothing for an empty one. */
  onChunk(chunk: Uint8Array): Uint8Array;
  /** What it returns is passed on before the end. */
  onEnd(): Uint8Array | undefined;
  onError(error: unknown): void;
  /** The caller wants no more. What it returns keeps the source open until it settles. */
  onCancel(rest: () => Promise<Uint8Array | undefined>): Promise<void> | undefined;
}

/**
 * The same response with a body that is watched on its way: nothing is read before the caller reads, nothing is read
 * ahead, and an end, an error or a cancellation passes in both directions. Undefined when it cannot be watched.
 */
export function observeResponse(
  response: Response,
  observer: BodyObserver,
): { response: Response; body: ReadableStream } | undefined {
  const source = response.body;
  if (!source || response.bodyUsed) return undefined;
  try {
    const isByteStream = takesByteReader(source);
    const reader = source.getReader();
    const body = isByteStream ? toByteStream(reader, observer) : toStream(reader, observer);
    return { response: withBody(response, body), body };
  } catch {
    return undefined;
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
type Enqueue = (chunk: Uint8Array<ArrayBuffer>) => void;

function toByteStream(reader: Reader, observer: BodyObserver): ReadableStream {
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      // A copy: a byte stream takes the buffer away from its owner, who may share it.
      const isOver = await passOn(reader, observer, (chunk) => controller.enqueue(new Uint8Array(chunk)));
      if (!isOver) return;
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel: (reason) => cancel(reader, observer, reason),
  });
}

function toStream(reader: Reader, observer: BodyObserver): ReadableStream {
  const source = {
    async pull(controller: ReadableStreamDefaultController) {
      if (await passOn(reader, observer, (chunk) => controller.enqueue(chunk))) controller.close();
    },
    cancel: (reason: unknown) => cancel(reader, observer, reason),
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}

/** Passes on at least one byte, unless it was the last: then true. */
async function passOn(reader: Reader, observer: BodyObserver, enqueue: Enqueue): Promise<boolean> {
  observer.onRead();
  for (;;) {
    const { done, value } = await readOne(reader, observer);
    const seen = done ? observer.onEnd() : observer.onChunk(value);
    if (seen?.length) enqueue(seen as Uint8Array<ArrayBuffer>);
    if (done || seen?.length) return done;
  }
}

async function readOne(reader: Reader, observer: BodyObserver) {
  try {
    return await reader.read();
  } catch (error) {
    observer.onError(error);
    throw error;
  }
}

async function cancel(reader: Reader, observer: BodyObserver, reason: unknown): Promise<void> {
  const reading = observer.onCancel(async () => (await reader.read()).value);
  if (!reading) return reader.cancel(reason);
  // The caller is not made to wait for what only the record wants.
  void reading.finally(() => reader.cancel(reason)).catch(() => {});
}

function takesByteReader(stream: ReadableStream): boolean {
  try {
    stream.getReader({ mode: 'byob' }).releaseLock();
    return true;
  } catch {
    return false;
  }
}

/** The class is the response's own, since `fetch` may be another than the global one; so is what a constructor cannot set. */
function withBody(response: Response, body: ReadableStream): Response {
  const Class = response.constructor as typeof Response;
  const { status, statusText, headers } = response;
  return disguise(new Class(body, { status, statusText, headers }), response);
}

function disguise(copy: Response, original: Response): Response {
  const { url, redirected, type, headers } = original;
  const clone = () => disguise(copy.constructor.prototype.clone.call(copy) as Response, original);
  for (const [name, value] of Object.entries({ url, redirected, type, headers, clone })) {
    Object.defineProperty(copy, name, { value, configurable: true });
  }
  return copy;
}
