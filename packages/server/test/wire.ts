import { type ErrorBody, type ErrorCode, errorCodes } from 'agentaudit-schemas';
import { expect } from 'vitest';

/** What came back over the wire. */
export interface Answer<Body> {
  status: number;
  headers: Headers;
  text: string;
  /** The text as JSON; `undefined` where it is none. */
  body: Body;
}

export interface CallOptions {
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  raw?: string | Uint8Array<ArrayBuffer>;
}

export type Credential = { apiKey: string } | { accessToken: string };

/** Calls the API by plain HTTP, for the tests whose subject is the wire itself. Paths start after `/api/v1`. */
export function createCaller(url: string, credential?: Credential) {
  const headers = headersOf(credential);
  const call = <Body = unknown>(method: string, path: string, options: CallOptions = {}) =>
    request<Body>(method, `${url}/api/v1${path}`, { ...options, headers: { ...headers, ...options.headers } });
  return {
    call,
    get: <Body = unknown>(path: string, options?: CallOptions) => call<Body>('GET', path, options),
    post: <Body = unknown>(path: string, json: unknown, options?: CallOptions) =>
      call<Body>('POST', path, { json, ...options }),
    patch: <Body = unknown>(path: string, json: unknown) => call<Body>('PATCH', path, { json }),
    delete: (path: string) => call('DELETE', path),
  };
}

export type Caller = ReturnType<typeof createCaller>;

export async function request<Body = unknown>(
  method: string,
  url: string,
  { headers = {}, json, raw }: CallOptions = {},
): Promise<Answer<Body>> {
  const body = raw ?? (json === undefined ? undefined : JSON.stringify(json));
  const response = await fetch(url, {
    method,
    headers: body === undefined ? headers : withDefault(headers, 'content-type', 'application/json'),
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parse(text) as Body };
}

/** Checks the one shape that every error has, and returns its body. */
export function expectError(answer: Answer<unknown>, code: ErrorCode): ErrorBody {
  const body = answer.body as ErrorBody;
  expect(body, answer.text.slice(0, 300)).toMatchObject({ code, status: errorCodes[code] });
  expect(answer.status).toBe(errorCodes[code]);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(body.error).toMatch(/\S/);
  expect(body.requestId).toBe(answer.headers.get('x-request-id'));
  const known = new Set(['error', 'status', 'code', 'details', 'requestId']);
  expect(Object.keys(body).filter((key) => !known.has(key))).toEqual([]);
  return body;
}

/** Checks a 400 that names one field, in a batch with its index. */
export function expectInvalid(answer: Answer<unknown>, field: string, index?: number): void {
  const { details } = expectError(answer, 'validation_error');
  expect(details).toEqual([
    { field, ...(index === undefined ? {} : { index }), message: expect.stringContaining(field) },
  ]);
}

/** Names of headers are alike whatever their case. */
function withDefault(given: Record<string, string>, name: string, value: string): Headers {
  const headers = new Headers(given);
  if (!headers.has(name)) headers.set(name, value);
  return headers;
}

function headersOf(credential: Credential | undefined): Record<string, string> {
  if (credential === undefined) return {};
  return 'apiKey' in credential
    ? { 'x-api-key': credential.apiKey }
    : { authorization: `Bearer ${credential.accessToken}` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
