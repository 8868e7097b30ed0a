import { type Auditor, createAuditedFetch, type Fetch, isAuditedBy } from 'agentaudit-client/instrument';

import { recogniseMessages } from './recognise.ts';

/** `Anthropic` and what extends it. */
export interface AnthropicLike {
  withOptions(options: never): unknown;
}

export interface WrapAnthropicOptions {
  /** Where the logs go. */
  client: Auditor;
}

/**
 * A client that does what the given one does, and leaves one `llm_call` log for each request to the Messages API, beta
 * ones included. Retries leave one log a try. Logs made inside a span are its children; those that are not share a trace
 * with their retries only.
 *
 * The client given is not changed. The new one is an instance of the same class made by its `withOptions`, whose own
 * `withOptions` gives recorded clients too; `messages.stream` and `toolRunner` need nothing further. The requests stay
 * byte for byte what they were. Wrapping twice for the same `client` records once.
 */
export function wrapAnthropic<Client extends AnthropicLike>(
  anthropic: Client,
  { client }: WrapAnthropicOptions,
): Client {
  const fetch = (anthropic as { fetch?: Fetch }).fetch ?? globalThis.fetch;
  if (isAuditedBy(fetch, client)) return anthropic;
  const audited = createAuditedFetch(fetch, { client, recognise: recogniseMessages });
  return anthropic.withOptions({ fetch: audited } as never) as Client;
}
