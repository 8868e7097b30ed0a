import { platform } from '#platform';
import { messageOf } from './error-message.ts';

export interface JsonLimits {
  /** UTF-8 bytes of the JSON text. */
  maxBytes: number;
  /** Levels of objects and arrays, the value itself the first. */
  maxDepth: number;
  /** Applied to every string inside. */
  redactText?: ((text: string) => string) | undefined;
  /** Whether what stands under this key must not be recorded. */
  isSecretKey?: ((key: string) => boolean) | undefined;
}

/**
 * JSON text of any value at all: it never throws, and what JSON cannot say (cycles, BigInt, Map, Error, buffers,
 * getters that throw) is put in words. Plain data takes `JSON.stringify` as it is.
 */
export function toJson(value: unknown, limits: JsonLimits): string {
  if (!limits.redactText && !limits.isSecretKey) {
    const json = toPlainJson(value, limits);
    if (json !== undefined) return json;
  }
  for (let maxChars = limits.maxBytes * 0.75; ; maxChars /= 3) {
    const json = JSON.stringify(tame(value, { ...limits, charsLeft: maxChars, above: [] })) ?? 'null';
    if (fits(json, limits.maxBytes) || maxChars < 100) return json;
  }
}

/** Whether the text takes at most so many bytes in UTF-8; counts only when its length leaves a doubt. */
function fits(text: string, maxBytes: number): boolean {
  return text.length * 3 <= maxBytes || (text.length <= maxBytes && platform.byteLength(text) <= maxBytes);
}

/** The text if it fits, else its two ends with the size and, where the runtime has it, the SHA-256 of the whole. */
export function cutText(text: string, maxBytes: number): string {
  if (fits(text, maxBytes)) return text;
  const bytes = platform.byteLength(text);
  const marker = `\n[... cut: ${bytes} bytes in all${platform.sha256 ? `, sha256 ${platform.sha256(text)}` : ''} ...]\n`;
  for (let keep = (maxBytes * text.length) / bytes - marker.length; ; keep *= 0.8) {
    const tail = Math.max(0, Math.floor(keep / 4));
    const short = (
      text.slice(0, Math.max(0, Math.floor(keep)) - tail) +
      marker +
      text.slice(text.length - tail)
    ).toWellFormed();
    if (keep < 1 || fits(short, maxBytes)) return short;
  }
}

/** JSON text of a well-formed text; many need no more than the quotes, and to see that takes half as long as to write them. */
export function quote(text: string): string {
  const isPlainText = !text.includes('"') && !text.includes('\\') && !control.test(text);
  return isPlainText ? `"${text}"` : JSON.stringify(text);
}

// oxlint-disable-next-line no-control-regex -- they are what JSON escapes
const control = /[\u0000-\u001f]/;

/** JSON.stringify writes a lone surrogate like this, which no strict reader takes. */
const loneSurrogate = '\\ud';

/** JSON text of a value when JSON says all there is to say about it. */
function toPlainJson(value: unknown, { maxDepth, maxBytes }: JsonLimits): string | undefined {
  try {
    if (!isPlain(value, maxDepth)) return undefined;
    const json = JSON.stringify(value);
    return json !== undefined && !json.includes(loneSurrogate) && fits(json, maxBytes) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Whether JSON says all there is to say about the value. */
function isPlain(value: unknown, depthLeft: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      break;
    default:
      return false;
  }
  if (value === null) return true;
  if (depthLeft === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depthLeft - 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in value) return false;
  for (const key in value) {
    if (!isPlain((value as Record<string, unknown>)[key], depthLeft - 1)) return false;
  }
  return true;
}

interface Taming extends JsonLimits {
  charsLeft: number;
  /** The objects that the value stands in: meeting one of them again is a cycle. */
  above: object[];
}

/** A copy that JSON.stringify takes without a throw, within the limits. */
function tame(value: unknown, taming: Taming): unknown {
  switch (typeof value) {
    case 'string':
      return tameText(value, taming);
    case 'object':
      return value === null ? null : tameObject(value, taming);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
    case 'undefined':
      return value;
    case 'function':
      return `[function ${nameOf(value)}]`;
    default:
      return String(value);
  }
}

function tameText(text: string, taming: Taming): string {
  const clean = (taming.redactText ? taming.redactText(text) : text).toWellFormed();
  const short = clean.length > taming.charsLeft ? cutText(clean, Math.max(0, taming.charsLeft)) : clean;
  taming.charsLeft -= short.length;
  return short;
}

function tameObject(value: object, taming: Taming): unknown {
  if (taming.above.includes(value)) return '[circular]';
  if (taming.above.length >= taming.maxDepth) return '[too deep]';
  taming.above.push(value);
  try {
    return tameParts(value, taming);
  } catch (error) {
    return `[unreadable: ${messageOf(error)}]`;
  } finally {
    taming.above.pop();
  }
}

function tameParts(value: object, taming: Taming): unknown {
  if (Array.isArray(value) || value instanceof Set) return tameItems(value, taming);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Map) return tameEntries(value, taming);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return `[${nameOf(value.constructor)}: ${value.byteLength} bytes]`;
  }
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    const parts = Object.entries({ name, message, stack, cause }).filter(([, part]) => part !== undefined);
    return tameEntries([...parts, ...readProperties(value)], taming);
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') return tame(value.toJSON(), taming);
  return tameEntries(readProperties(value), taming);
}

function tameItems(items: Iterable<unknown>, taming: Taming): unknown[] {
  const tamed: unknown[] = [];
  for (const item of items) {
    if ((taming.charsLeft -= 2) <= 0) {
      tamed.push('[more left out]');
      break;
    }
    tamed.push(tame(item, taming));
  }
  return tamed;
}

function tameEntries(entries: Iterable<[unknown, unknown]>, taming: Taming): Record<string, unknown> {
  // Without a prototype, so that a key named __proto__ is a key like any other.
  const tamed = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of entries) {
    const name = (typeof key === 'string' ? key : String(tame(key, taming))).toWellFormed();
    if ((taming.charsLeft -= name.length + 4) <= 0) {
      tamed['[more left out]'] = true;
      break;
    }
    tamed[name] = taming.isSecretKey?.(name) ? '[redacted]' : tame(item, taming);
  }
  return tamed;
}

/** One property after the other, so that a getter that throws costs itself alone. */
function* readProperties(value: object): Iterable<[string, unknown]> {
  for (const key of Object.keys(value)) {
    let item: unknown;
    try {
      item = (value as Record<string, unknown>)[key];
    } catch (error) {
      item = `[unreadable: ${messageOf(error)}]`;
    }
    yield [key, item];
  }
}

function nameOf(fn: { name?: unknown }): string {
  return typeof fn.name === 'string' && fn.name ? fn.name : 'anonymous';
}
