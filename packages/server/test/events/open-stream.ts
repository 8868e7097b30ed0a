/** One server-sent event, as a browser reads it. */
export interface StreamedEvent {
  event: string;
  id: string;
  data: Record<string, unknown>;
}

export interface OpenStreamOptions {
  headers: Record<string, string>;
  lastEventId?: string;
}

/** An open `GET /events`. */
export async function openStream(url: string, { headers, lastEventId }: OpenStreamOptions) {
  const controller = new AbortController();
  const response = await fetch(`${url}/api/v1/events`, {
    headers: { ...headers, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
    signal: controller.signal,
  });
  if (response.body === null || !response.ok) throw new Error(`The stream answered ${response.status}`);
  const events = parse(response.body);
  return {
    response,
    /** The next event but `ready`; `undefined` once the stream has ended. */
    next: async (): Promise<StreamedEvent | undefined> => {
      for (;;) {
        const { value, done } = await events.next();
        if (done === true) return undefined;
        if (value.event !== 'ready') return value;
      }
    },
    take: async (count: number): Promise<StreamedEvent[]> => {
      const taken: StreamedEvent[] = [];
      while (taken.length < count) {
        const { value, done } = await events.next();
        if (done === true) throw new Error(`The stream ended after ${taken.length} of ${count} events`);
        if (value.event !== 'ready') taken.push(value);
      }
      return taken;
    },
    close: () => controller.abort(),
  };
}

async function* parse(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent, void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
      if (field('event') === '') continue;
      yield { event: field('event'), id: field('id'), data: JSON.parse(field('data')) as Record<string, unknown> };
    }
  }
}
