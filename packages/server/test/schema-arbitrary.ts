import fc from 'fast-check';

/** As much of JSON Schema as the API document uses. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
}

export type Resolve = (ref: string) => JsonSchema;

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 300 }),
  fc.constant('a'.repeat(5000)),
);
const instant = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());

/** Values that no schema expects, or that went wrong somewhere before. */
export const surprise: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    '',
    ' ',
    '0',
    'null',
    [],
    {},
    [[]],
    '\0',
    "' OR 1=1 --",
    '../..',
  ),
  text,
  fc.jsonValue({ maxDepth: 4 }),
  fc.constant(JSON.parse('['.repeat(200) + ']'.repeat(200)) as unknown),
  fc.constant(JSON.parse('{"__proto__":{"x":1},"constructor":1}') as unknown),
);

/** Values that fit a schema, as near as its keywords say. */
export function toArbitrary(schema: JsonSchema, resolve: Resolve): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return toArbitrary(resolve(schema.$ref), resolve);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => toArbitrary(choice, resolve)));
  const types = [schema.type ?? (schema.properties === undefined ? 'any' : 'object')].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, resolve)));
}

function ofType(type: string, schema: JsonSchema, resolve: Resolve): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object':
      return ofObject(schema, resolve);
    case 'array':
      return fc.array(toArbitrary(schema.items ?? {}, resolve), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 4, 4)),
      });
    case 'string':
      return ofString(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: Math.min(schema.maximum ?? 1000, 2 ** 31) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 3 });
  }
}

function ofObject(schema: JsonSchema, resolve: Resolve): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, item]) => [name, toArbitrary(item, resolve)])),
    { requiredKeys: required.filter((name) => name in properties), noNullPrototype: true },
  );
  if (additionalProperties === false || additionalProperties === undefined) return known;
  const item =
    additionalProperties === true ? fc.jsonValue({ maxDepth: 3 }) : toArbitrary(additionalProperties, resolve);
  return fc.tuple(fc.dictionary(text, item, { maxKeys: 4 }), known).map(([more, named]) => Object.assign(more, named));
}

function ofString({ pattern, format, minLength = 0, maxLength = 40 }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'date-time') return instant;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
  return fc.string({ unit: 'binary', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) });
}

/** The value, or the value with one thing in it changed: replaced, taken away or added. */
export function mutated(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(value, fc.array(fc.nat(), { maxLength: 4 }), surprise, fc.constantFrom('replace', 'remove', 'add'))
    .map(([whole, steps, strange, how]) => change(whole, steps, strange, how));
}

function change(value: unknown, [step, ...rest]: number[], strange: unknown, how: string): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return strange;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(keys.length, 1)];
  if (Array.isArray(value)) {
    const items: unknown[] = [...(value as unknown[])];
    if (how === 'add' || key === undefined) return [...items, strange];
    items[Number(key)] = change(items[Number(key)], rest, strange, how);
    return items;
  }
  if (how === 'add' || key === undefined) return { ...value, unexpected: strange };
  const { [key]: child, ...others } = value as Record<string, unknown>;
  return how === 'remove' && rest.length === 0 ? others : { ...others, [key]: change(child, rest, strange, how) };
}
