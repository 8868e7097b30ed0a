import { toJson } from './safe-json.ts';

/** What no rule reads cannot be judged: nothing is cut, and only what nests beyond reason is left out. */
const limits = { maxBytes: Infinity, maxDepth: 500 };

/** Arguments as the text that rules judge. */
export function toArgumentsText(args: Record<string, unknown>): string {
  return toJson(args, limits);
}

/**
 * The arguments with the redactions that a judged text has; what they leave alone stays the very same object. Undefined
 * when a redaction tore the text so that it says no arguments any more.
 */
export function redactArguments(args: Record<string, unknown>, judged: string): Record<string, unknown> | undefined {
  // A number is replaced by a placeholder without quotes.
  const repaired = judged.replaceAll(/"(?:[^"\\]|\\.)*"|\[[A-Z][A-Z0-9_]*\]/gs, (token) =>
    token.startsWith('[') ? JSON.stringify(token) : token,
  );
  let redacted: unknown;
  try {
    redacted = JSON.parse(repaired);
  } catch {
    return undefined;
  }
  return isPlainObject(redacted) ? (merge(args, redacted) as Record<string, unknown>) : undefined;
}

function merge(original: unknown, redacted: unknown): unknown {
  if (toJson(original, limits) === toJson(redacted, limits)) return original;
  if (Array.isArray(original) && Array.isArray(redacted)) {
    return redacted.map((item, index) => merge(original[index], item));
  }
  if (!isPlainObject(original) || !isPlainObject(redacted)) return redacted;
  return Object.fromEntries(Object.entries(redacted).map(([key, value]) => [key, merge(original[key], value)]));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
