import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { FastifyInstance } from 'fastify';
import type { ErrorDetail } from 'agentaudit-schemas';
import { Type } from 'typebox';

import { errors, HttpError } from '../errors.ts';
import { parseInstant } from './instant.ts';
import { sharedSchemas } from './shared-schemas.ts';

const formats = { 'date-time': (text: string) => parseInstant(text) !== undefined };
const settings = { allErrors: false, useDefaults: true, removeAdditional: false, strict: false, formats } as const;

// Of the process rather than of a server: routes' schemas are constants, so each is compiled once.
const bodies = new Ajv({ ...settings, coerceTypes: false, schemas: sharedSchemas });
const urls = new Ajv({ ...settings, coerceTypes: true });

/** Of a route that names no parameters: it takes none. */
const noQuery = Type.Object({}, { additionalProperties: false });

/**
 * Bodies are taken as they are typed; texts of the URL are read as the numbers and booleans they mean.
 * Unknown fields are refused in both.
 */
export function validateRequests(app: FastifyInstance): void {
  app.addHook('onRoute', ({ url, schema }) => {
    if (schema !== undefined && url.startsWith('/api/')) schema.querystring ??= noQuery;
  });
  app.setValidatorCompiler(({ schema, httpPart }) =>
    atFirstUse(() => (httpPart === 'body' ? bodies : urls).compile(schema as object)),
  );
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setSchemaErrorFormatter((found, part) => toHttpError(found as ErrorObject[], part));
}

/** Compiling all schemas is half of a start, and most servers answer few of their routes in their first second. */
function atFirstUse(compile: () => ValidateFunction) {
  let compiled: ValidateFunction | undefined;
  const validate = Object.assign(
    (data: unknown) => {
      compiled ??= compile();
      const isValid = compiled(data);
      validate.errors = compiled.errors ?? null;
      return isValid;
    },
    { errors: null as ErrorObject[] | null },
  );
  return validate;
}

function toHttpError(found: ErrorObject[], part: string): HttpError {
  const details = found.slice(0, 1).map((error) => toDetail(error));
  const [first] = details;
  if (first === undefined) return errors.invalid('The request is not valid');
  const place = first.index === undefined ? '' : `Entry ${first.index}: `;
  const name = first.field ?? (part === 'body' ? 'the body' : part);
  return errors.invalid(`${place}${name} ${first.message}`, [{ ...first, message: `${name} ${first.message}` }]);
}

/** Ajv names the object a field is missing from, or unknown in; people look for the field. */
function toDetail(error: ErrorObject): ErrorDetail {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const isEntry = path.length > 0 && /^\d+$/.test(path[0]!);
  const index = isEntry ? Number(path.shift()) : undefined;
  if (error.keyword === 'required') path.push(String(error.params['missingProperty']));
  if (error.keyword === 'additionalProperties') path.push(String(error.params['additionalProperty']));
  return {
    ...(path.length > 0 ? { field: path.join('.') } : {}),
    ...(index === undefined ? {} : { index }),
    message: toReason(error),
  };
}

function toReason(error: ErrorObject): string {
  switch (error.keyword) {
    case 'required':
      return 'is required';
    case 'additionalProperties':
      return 'is not a known field';
    case 'enum':
      return `must be one of ${(error.params['allowedValues'] as unknown[]).join(', ')}`;
    case 'format':
      return 'must be an RFC 3339 date and time, such as 2026-01-15T10:00:00Z';
    case 'minLength':
      return error.params['limit'] === 1 ? 'must not be empty' : (error.message ?? 'is too short');
    default:
      return error.message ?? 'is not valid';
  }
}
