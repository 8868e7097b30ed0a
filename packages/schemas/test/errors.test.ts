import { errorCodes, ErrorBodySchema, hitlErrorCodes, idPattern, idPrefixes, limits } from 'agentaudit-schemas';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';

test('every error code is a word for programs, with the status of an error', () => {
  for (const [code, status] of [...Object.entries(errorCodes), ...Object.entries(hitlErrorCodes)]) {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
  }
});

test('the statuses that the API reference prints have a code', () => {
  expect(Object.values(errorCodes)).toEqual(expect.arrayContaining([400, 401, 403, 404, 429, 500]));
});

test('the codes that the HITL document prints have the statuses of the contract', () => {
  expect(hitlErrorCodes).toMatchObject({
    invalid_parameter: 400,
    validation_error: 400,
    unauthorized: 401,
    forbidden: 403,
    not_found: 404,
    conflict: 409,
    payload_too_large: 413,
    unsupported_media_type: 415,
    rate_limited: 429,
    internal_error: 500,
    unavailable: 503,
  });
});

test('an error body is its shape and nothing else', () => {
  const body = { error: 'action is required', status: 400, code: 'validation_error', requestId: 'req-1' };
  expect(Value.Check(ErrorBodySchema, body)).toBe(true);
  expect(
    Value.Check(ErrorBodySchema, { ...body, details: [{ field: 'action', index: 0, message: 'is required' }] }),
  ).toBe(true);
  for (const wrong of [
    { code: 'oops' },
    { status: 200 },
    { stack: 'at x' },
    { details: ['action'] },
    { error: undefined },
  ]) {
    expect(Value.Check(ErrorBodySchema, { ...body, ...wrong })).toBe(false);
  }
});

test('ids have the prefixes of the contract, and no more than 128 bits', () => {
  expect(Object.values(idPrefixes)).toEqual(
    expect.arrayContaining([
      'log',
      'agent',
      'org',
      'key',
      'rule',
      'policy',
      'polver',
      'alert',
      'report',
      'user',
      'hook',
    ]),
  );
  const pattern = new RegExp(idPattern('log'));
  expect('log_01k9zj3v5qf8tbnq9w6r2d4c7e').toMatch(pattern);
  expect('log_7zzzzzzzzzzzzzzzzzzzzzzzzz').toMatch(pattern);
  for (const wrong of [
    'log_8zzzzzzzzzzzzzzzzzzzzzzzzz',
    'log_01k9zj3v5qf8tbnq9w6r2d4c7',
    'log_01k9zj3v5qf8tbnq9w6r2d4c7ee',
    'log_01K9ZJ3V5QF8TBNQ9W6R2D4C7E',
    'log_01k9zj3v5qf8tbnq9w6r2d4ciu',
    'agent_01k9zj3v5qf8tbnq9w6r2d4c7e',
    ' log_01k9zj3v5qf8tbnq9w6r2d4c7e',
  ]) {
    expect(wrong).not.toMatch(pattern);
  }
});

test('the limits are those of the contract', () => {
  const [KiB, MiB] = [1024, 1024 * 1024];
  expect(limits).toMatchObject({
    batchEntries: 50,
    batchBytes: 8 * MiB,
    textBytes: MiB,
    metadataBytes: 256 * KiB,
    metadataDepth: 32,
    actionLength: 200,
    identifierLength: 256,
    pageMax: 500,
    pageDefault: 50,
    pageBytes: 8 * MiB,
    passwordMin: 8,
    passwordMax: 256,
  });
  expect(limits.entryBytes, 'a log with everything at its limit fits into one request').toBeGreaterThan(
    2 * limits.textBytes + limits.metadataBytes,
  );
});
