import { startTestServer } from '@agentaudit/testing';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, expect, test } from 'vitest';

import { request } from './wire.ts';

interface Operation {
  summary?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  responses: Record<string, { description: string }>;
}

interface ApiDocument {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  servers: { url: string }[];
}

const server = await startTestServer();
afterAll(() => server.close());
const { body: document } = await request<ApiDocument>('GET', `${server.url}/openapi.json`);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);

/** What the API reference lists under Auth and Audit Logs. */
const printed = [
  'POST /api/v1/auth/register',
  'POST /api/v1/auth/login',
  'GET /api/v1/auth/me',
  'PATCH /api/v1/auth/me',
  'POST /api/v1/auth/api-keys',
  'GET /api/v1/auth/api-keys',
  'DELETE /api/v1/auth/api-keys/{id}',
  'POST /api/v1/audit-logs',
  'POST /api/v1/audit-logs/batch',
  'GET /api/v1/audit-logs',
  'GET /api/v1/audit-logs/export',
  'GET /api/v1/audit-logs/{id}',
  'GET /api/v1/audit-logs/trace/{traceId}',
  'GET /api/v1/audit-logs/{id}/chain',
];

test('the document is valid OpenAPI 3.1', async () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  const validator = new Validator();
  const result = await validator.validate({ ...structuredClone(document) });
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
});

test('it lists every endpoint that the API reference prints', () => {
  const names = operations.map(({ name }) => name);
  for (const name of printed) expect(names).toContain(name);
});

test('it points nowhere outside itself', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, ref]) => ref!);
  expect(refs.length).toBeGreaterThan(50);
  for (const ref of new Set(refs)) {
    const target = ref
      .slice('#/'.length)
      .split('/')
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document);
    expect(target, ref).toBeTypeOf('object');
  }
});

test.each(operations)('$name has a summary, a section, its auth and its answers', ({ name, operation }) => {
  expect(operation.summary).toMatch(/^[A-Z].+[^.]$/);
  expect(operation.tags).toHaveLength(1);
  const isOpen =
    /\/(livez|readyz|metrics)$|\/auth\/(register|login|refresh|logout|accept-invitation)$|billing\/(prices|webhook)$/;
  expect(operation.security !== undefined || isOpen.test(name), 'says what it takes').toBe(true);
  const statuses = Object.keys(operation.responses);
  expect(statuses.some((status) => status.startsWith('2'))).toBe(true);
  for (const status of expectedStatuses(name, operation)) expect(statuses).toContain(status);
});

test('a server with a public address names it', async () => {
  const other = await startTestServer({ environment: { PUBLIC_URL: 'https://audit.example.com' } });
  const { body } = await request<ApiDocument>('GET', `${other.url}/openapi.json`);
  expect(body.servers).toEqual([{ url: 'https://audit.example.com' }]);
  await other.close();
});

test('Swagger UI is served at /docs, from this host alone', async () => {
  const page = await request('GET', `${server.url}/docs`);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(
    ([, link]) => new URL(link!, `${server.url}/docs`),
  );
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) {
    expect(link.origin).toBe(server.url);
    expect((await request('GET', link.href)).status, link.href).toBe(200);
  }
  const policy = page.headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'self'");
  expect(policy.replaceAll(/'[a-z-]+'|data:/g, '')).not.toMatch(/https?:|\w+\.\w+|\*|upgrade-insecure-requests/);
});

test('Swagger UI shows this very document', async () => {
  const initializer = await request('GET', `${server.url}/docs/static/swagger-initializer.js`);
  expect(initializer.text).toContain("resolveUrl('./json')");
  expect((await request('GET', `${server.url}/docs/json`)).body).toEqual(document);
});

function expectedStatuses(name: string, { security }: Operation): string[] {
  if (/(livez|metrics)$/.test(name)) return [];
  if (name.endsWith('readyz')) return ['503'];
  return [
    '429',
    '500',
    ...(security === undefined ? [] : ['401', '403', '503']),
    ...(name.includes('{') ? ['404'] : []),
    '400',
    ...(name.startsWith('GET') ? [] : ['413', '415']),
  ];
}
