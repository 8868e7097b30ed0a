import { errors } from '../errors.ts';

/** An opaque cursor over the values of the last item's sort key. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key that `encodeCursor` packed. Throws a 400 for anything else. */
export function decodeCursor(cursor: string, shape: readonly ('string' | 'number')[]): (string | number)[] {
  const key = parse(cursor);
  const fits =
    Array.isArray(key) &&
    key.length === shape.length &&
    key.every(
      (value, place) => typeof value === shape[place] && (typeof value === 'string' || Number.isSafeInteger(value)),
    );
  if (!fits) throw errors.invalidField('cursor', 'is not one that this server gave');
  return key as (string | number)[];
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
