import type { ModelRequest } from 'agentaudit-client/instrument';

interface StreamingBody {
  stream_options?: { include_usage?: boolean } | null;
}

/** Asks for the usage, and takes out of the stream what would not have been in it. Nothing when the caller asked too. */
export function addStreamUsage(body: StreamingBody): Pick<ModelRequest, 'body' | 'rewriteEvent'> {
  if (body.stream_options?.include_usage) return {};
  const asking = { ...body, stream_options: { ...body.stream_options, include_usage: true } };
  return { body: JSON.stringify(asking), rewriteEvent: withoutUsage };
}

function withoutUsage(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !('usage' in data)) return data;
  const { usage, ...chunk } = data as { usage: unknown; choices?: unknown[] };
  return usage && chunk.choices?.length === 0 ? undefined : chunk;
}
