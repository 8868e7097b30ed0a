import { type TSchema, Type } from 'typebox';

/**
 * Points at a shared schema by its `$id`, so that it is registered once and the API document lists it
 * once. `Value` is the interface that the schema describes.
 */
export function ref<Value>(schema: TSchema) {
  const { $id } = schema as { $id?: string };
  if ($id === undefined) throw new TypeError('Only a schema with an $id can be referred to');
  return Type.Unsafe<Value>({ $ref: `${$id}#` });
}
