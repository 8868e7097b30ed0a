import { signUp, startTestServer } from '@agentaudit/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Page, Session } from 'agentaudit-schemas';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

import { type JsonSchema, mutated, surprise, toArbitrary } from './schema-arbitrary.ts';
import { createCaller, request } from './wire.ts';

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: JsonSchema;
}

interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>;
}

interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
}

interface Sent {
  path: string;
  headers: Record<string, string>;
  raw: string | undefined;
}

const server = await startTestServer();
afterAll(() => server.close());
const { body: document } = await request<ApiDocument>('GET', `${server.url}/openapi.json`);
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, 'api');
const resolve = (ref: string) => document.components.schemas[ref.split('/').at(-1)!]!;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method,
    path,
    operation,
  })),
);

const scopes = ['logs:write', 'logs:read', 'hitl:request', 'hitl:read', 'config:read', 'manage', 'hitl:decide'];
const account = await signUp(server.url, { scopes });
const credentials = [
  { 'x-api-key': account.apiKey },
  { authorization: `Bearer ${account.accessToken}` },
  { 'x-api-key': 'aa_live_wrong' },
  {},
];
const knownIds = await someIds();
const runsPerRoute = 10;
const fewestRuns = 4;
const routeMs = 1000;
/** Requests that did what they asked for: were there none, the rest would prove little. */
let succeeded = 0;

test.each(operations)('$name never fails, and answers what its document says', async ({ method, path, operation }) => {
  let end: number | undefined;
  let sent = 0;
  const property = fc.asyncProperty(toRequests(path, operation), async ({ path: sentPath, headers, raw }) => {
    // The first few are sent whatever the time; a slow route is sent fewer than a fast one.
    end ??= performance.now() + routeMs;
    if (sent >= fewestRuns && performance.now() > end) return;
    sent += 1;
    const response = await fetch(server.url + sentPath, {
      method: method.toUpperCase(),
      headers,
      ...(raw === undefined ? {} : { body: raw }),
    });
    if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
      // It goes on for as long as somebody listens.
      await response.body?.cancel();
      return;
    }
    const text = await response.text();
    const { status } = response;
    const seen = `${method} ${sentPath.slice(0, 300)} → ${status} ${text.slice(0, 500)}`;
    expect(status < 500 || /"code":"\w+_not_configured"/.test(text), seen).toBe(true);
    if (response.ok) succeeded += 1;
    expect(Object.keys(operation.responses), seen).toContain(String(status));
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    expect(isJson || status < 400, seen).toBe(true);
    const content = operation.responses[status]!.content?.['application/json'];
    if (content === undefined || !isJson) return;
    const pointer = ['paths', path, method, 'responses', status, 'content', 'application/json', 'schema']
      .map((part) => encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const validate = ajv.getSchema(`api#/${pointer}`)!;
    expect(validate(JSON.parse(text)), `${seen}\n${JSON.stringify(validate.errors)}`).toBe(true);
  });
  await fc.assert(property, { numRuns: runsPerRoute, endOnFailure: true });
});

test('the server is still there, lets its owner in, and took much of what was sent', async () => {
  expect(succeeded).toBeGreaterThan(operations.length / 2);
  const { email, password } = account;
  const { body } = await createCaller(server.url).post<Session>('/auth/login', { email, password });
  expect((await createCaller(server.url, body).get('/auth/me')).status).toBe(200);
});

/** Requests to one route, most of them wrong in one way. */
function toRequests(path: string, { parameters = [], requestBody }: Operation): fc.Arbitrary<Sent> {
  const body = requestBody?.content['application/json']?.schema;
  return fc
    .record({
      path: toPath(path),
      query: toQuery(parameters.filter((parameter) => parameter.in === 'query')),
      credential: fc.oneof(
        { weight: 10, arbitrary: fc.constantFrom(...credentials.slice(0, 2)) },
        fc.constantFrom(...credentials),
      ),
      type: fc.oneof({ weight: 30, arbitrary: fc.constant('application/json') }, fc.constant('text/plain')),
      raw: body === undefined ? fc.constant(undefined) : toBody(body),
    })
    .map(({ path: filled, query, credential, type, raw }) => ({
      path: filled + query,
      headers: { ...credential, ...(raw === undefined ? {} : { 'content-type': type }) },
      raw,
    }));
}

function toPath(path: string): fc.Arbitrary<string> {
  const segment = fc
    .oneof(fc.constantFrom(...knownIds), fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }))
    .filter((text) => !/^\.{1,2}$/.test(text))
    .map(encodeURIComponent);
  const holes = path.match(/\{[^}]+\}/g) ?? [];
  return fc
    .tuple(...holes.map(() => segment))
    .map((segments) => segments.reduce((filled, text) => filled.replace(/\{[^}]+\}/, () => text), path));
}

function toQuery(parameters: Parameter[]): fc.Arbitrary<string> {
  const fitting = parameters.map(({ name, required = false, schema }) => {
    // A long poll is for its own tests.
    const value = name === 'wait' ? fc.constant(0) : toArbitrary(schema, resolve);
    const pair = value.map((item) => [name, toText(item)]);
    return required ? pair : fc.option(pair, { nil: undefined, freq: 1 });
  });
  const names = [...parameters.map(({ name }) => name).filter((name) => name !== 'wait'), 'unexpected'];
  const odd = fc.tuple(fc.constantFrom(...names), surprise.map(toText));
  return fc.tuple(fc.tuple(...fitting), fc.option(odd, { nil: undefined, freq: 1 })).map(([pairs, strange]) => {
    const all = [...pairs.filter((pair) => pair !== undefined && pair[0] !== strange?.[0]), strange];
    const given = all
      .filter((pair) => pair !== undefined)
      .map((pair) => pair.map((part) => encodeURIComponent(part)).join('='));
    return given.length === 0 ? '' : `?${given.join('&')}`;
  });
}

function toBody(schema: JsonSchema): fc.Arbitrary<string | undefined> {
  const fitting = toArbitrary(schema, resolve);
  const json = fc.oneof({ weight: 8, arbitrary: fitting }, { weight: 6, arbitrary: mutated(fitting) }, surprise);
  const whole = json.map((value) => JSON.stringify(value));
  return fc.oneof(
    { weight: 18, arbitrary: whole },
    fc.tuple(whole, fc.nat()).map(([text, length]) => text.slice(0, length % (text.length + 1))),
    fc.string({ unit: 'binary' }),
    fc.constant(undefined),
  );
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Ids of things that are there, so that not every path leads to a 404; not of what this test itself lives by. */
async function someIds(): Promise<string[]> {
  const owner = createCaller(server.url, { accessToken: account.accessToken });
  const { body: logs } = await owner.post<string[]>('/audit-logs/batch', [
    { action: 'a', traceId: 'run-1', ref: 'a' },
    { action: 'b', traceId: 'run-1', parentRef: 'a' },
  ]);
  const keys = await owner.post<{ id: string }>('/auth/api-keys', { name: 'to be deleted' });
  const listed = await Promise.all(
    operations
      .filter(
        ({ method, path, operation }) =>
          method === 'get' && !path.includes('{') && operation.responses['200'] !== undefined,
      )
      .filter(({ path }) => !/events|export|metrics|api-keys|members/.test(path))
      .map(({ path }) =>
        request<Partial<Page<{ id?: string }>>>('GET', server.url + path, { headers: credentials[1]! }),
      ),
  );
  const ids = listed.flatMap(({ body }) => (Array.isArray(body?.data) ? body.data.map(({ id }) => id) : []));
  return [...logs, keys.body.id, 'run-1', ...ids.filter((id) => id !== undefined)];
}
