/** Levels a value may nest before `canonicalize` refuses it, so that no input can exhaust the stack. */
export const canonicalDepthLimit = 1000;

/**
 * The one text of a JSON value, after RFC 8785 (JSON Canonicalization Scheme): no white space, object keys sorted by
 * UTF-16 code units, numbers and strings as ECMAScript writes them.
 *
 * @param value what `JSON.parse` can return: plain objects, arrays, strings, finite numbers, booleans, `null`
 * @throws {TypeError} for anything else: `undefined`, functions, bigints, symbols, class instances, `NaN` and the
 *   infinities, text holding a lone surrogate
 * @throws {RangeError} deeper than `canonicalDepthLimit`, as a cyclic value is
 */
export function canonicalize(value: unknown): string {
  // JSON.stringify is native and writes RFC 8785's numbers and strings; only the order of keys is ours to see to.
  const ordered = inOrder(value, 0);
  return ordered === unorderable ? write(value, 0) : JSON.stringify(ordered);
}

/** Quotes one string as RFC 8785 does. */
export function canonicalString(text: string): string {
  assertWellFormed(text);
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`;
}

// oxlint-disable-next-line no-control-regex -- these are the characters that JSON escapes
const needsEscape = /[\u0000-\u001f"\\]/;

/** Says that no plain object enumerates these keys in order: integers come first whatever we do. */
const unorderable = Symbol('unorderable');

/** An equal value whose objects enumerate their keys in order: the value itself wherever it already does. */
function inOrder(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) {
    assertScalar(value);
    return value;
  }
  assertShallow(depth);
  return Array.isArray(value) ? arrayInOrder(value, depth) : objectInOrder(value, depth);
}

function arrayInOrder(array: readonly unknown[], depth: number): unknown {
  let copy: unknown[] | undefined;
  for (let index = 0; index < array.length; index++) {
    const item = array[index];
    const ordered = inOrder(item, depth + 1);
    if (ordered === unorderable) return unorderable;
    if (ordered !== item) {
      copy ??= array.slice();
      copy[index] = ordered;
    }
  }
  return copy ?? array;
}

function objectInOrder(source: object, depth: number): unknown {
  assertPlain(source);
  const keys = Object.keys(source);
  let copy: Record<string, unknown> | undefined = sortKeys(keys) ? undefined : {};
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    assertWellFormed(key);
    const item = source[key];
    const ordered = inOrder(item, depth + 1);
    if (ordered === unorderable) return unorderable;
    if (copy === undefined && ordered !== item) {
      copy = {};
      for (const earlier of keys.slice(0, index)) {
        if (isUnorderable(earlier)) return unorderable;
        copy[earlier] = source[earlier];
      }
    }
    if (copy !== undefined) {
      if (isUnorderable(key)) return unorderable;
      copy[key] = ordered;
    }
  }
  return copy ?? source;
}

/** A key that assignment would move to the front (it may be an integer), or would not store at all. */
function isUnorderable(key: string): boolean {
  const first = key.charCodeAt(0);
  return (first >= 0x30 && first <= 0x39) || key === '__proto__';
}

/** The same, writing the text by hand: for the rare objects that no plain object can put in order. */
function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value !== 'object' || value === null) {
    assertScalar(value);
    return JSON.stringify(value);
  }
  assertShallow(depth);
  if (Array.isArray(value)) return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`;
  assertPlain(value);
  const keys = Object.keys(value);
  sortKeys(keys);
  return `{${keys.map((key) => `${canonicalString(key)}:${write(value[key], depth + 1)}`).join(',')}}`;
}

/** Sorts in place; true when nothing had to move. */
function sortKeys(keys: string[]): boolean {
  for (let index = 1; index < keys.length; index++) {
    if (keys[index]! < keys[index - 1]!) {
      // Without a comparator, strings are compared by UTF-16 code units: just what the RFC asks for.
      // oxlint-disable-next-line typescript/require-array-sort-compare
      keys.sort();
      return false;
    }
  }
  return true;
}

/** A class instance may hold state that JSON drops or rewrites, such as a Date or a Map: it has no one text. */
function assertPlain(object: object): asserts object is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(object);
  // The second test knows the Object.prototype of another realm, such as a test runner's or a frame's.
  if (prototype !== Object.prototype && prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError(`Cannot canonicalize an instance of ${object.constructor.name}: it is not plain JSON`);
  }
}

function assertScalar(value: unknown): void {
  if (typeof value === 'string') assertWellFormed(value);
  else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`Cannot canonicalize ${value}: JSON has no such number`);
  } else if (typeof value !== 'boolean' && value !== null) {
    throw new TypeError(`Cannot canonicalize a value of type ${typeof value}: it is not JSON`);
  }
}

function assertWellFormed(text: string): void {
  if (!text.isWellFormed()) throw new TypeError('Cannot canonicalize text that holds a lone surrogate');
}

function assertShallow(depth: number): void {
  if (depth >= canonicalDepthLimit) {
    throw new RangeError(`Cannot canonicalize a value that nests more than ${canonicalDepthLimit} levels deep`);
  }
}
