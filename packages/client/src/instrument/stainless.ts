/** What the SDKs made by Stainless, OpenAI's and Anthropic's among them, say of a request in its headers. */
export function readStainlessHeaders(headers: Headers): {
  attempt: number;
  timeoutMs: number | undefined;
  helper: string | undefined;
} {
  const timeoutSeconds = headers.get('x-stainless-timeout');
  return {
    attempt: (Number(headers.get('x-stainless-retry-count')) || 0) + 1,
    timeoutMs: timeoutSeconds === null ? undefined : Number(timeoutSeconds) * 1000,
    helper: headers.get('x-stainless-helper-method') ?? headers.get('x-stainless-helper') ?? undefined,
  };
}
