import { type Auditor, createAuditedFetch, type Fetch, isAuditedBy } from 'agentaudit-client/instrument';

import { createRecognition } from './recognise.ts';

/** `OpenAI`, `AzureOpenAI` and what extends them, of any copy and version of the package from 5 on. */
export interface OpenAILike {
  withOptions(options: never): unknown;
}

export interface WrapOpenAIOptions {
  /** Where the logs go. */
  client: Auditor;
  /**
   * Asks for the token usage of streamed chat completions, which the API leaves out unless asked, and keeps what comes
   * of it from the caller. Default false: requests stay byte for byte what they were.
   */
  captureStreamUsage?: boolean | undefined;
  /** What `metadata.provider` says. Default `azure` for Azure's addresses, else `openai`. */
  provider?: string | undefined;
}

/**
 * A client that does what the given one does, and leaves one log for each request to a model: `llm_call` for chat
 * completions, completions and responses, `embedding` for embeddings. Retries leave one log a try. Logs made inside a
 * span are its children; those that are not share a trace with their retries only.
 *
 * The client given is not changed. The new one is an instance of the same class made by its `withOptions`, whose own
 * `withOptions` gives recorded clients too; helpers such as `parse`, `stream` and `runTools` need nothing further.
 * Wrapping twice for the same `client` records once. A client that signs in with an X.509 certificate allows no other
 * `fetch` than its own, and its error is thrown.
 */
export function wrapOpenAI<Client extends OpenAILike>(openai: Client, options: WrapOpenAIOptions): Client {
  const { client, captureStreamUsage = false, provider } = options;
  const fetch = (openai as { fetch?: Fetch }).fetch ?? globalThis.fetch;
  if (isAuditedBy(fetch, client)) return openai;
  const recognise = createRecognition({ captureStreamUsage, provider });
  const audited = createAuditedFetch(fetch, { client, recognise });
  return openai.withOptions({ fetch: audited } as never) as Client;
}
