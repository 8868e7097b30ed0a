import OpenAI from 'openai';

/** What a caller can tell about an error. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, constructor, cause } = error;
  const api = error instanceof OpenAI.APIError ? error : undefined;
  return {
    name,
    message,
    class: constructor.name,
    cause: cause instanceof Error ? describeError(cause) : cause,
    status: api?.status as unknown,
    code: api?.code,
    type: api?.type,
    requestId: api?.requestID,
    body: api?.error,
    retryAfter: api?.headers?.get?.('retry-after'),
  };
}

/** The outcome of a call, a value or an error, for comparison. */
export async function outcomeOf(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return { value: await run() };
  } catch (error) {
    return { error: describeError(error) };
  }
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
