import { canonicalize, sha256, toHex } from 'agentaudit-ledger';
import { hitlLimits } from 'agentaudit-schemas';

import { errors } from '../errors.ts';
import { hitlErrors } from './errors.ts';

/** A tool's arguments, and the hash by which they are compared. */
export interface ToolArguments {
  /** JSON, with the keys in the order they came in. */
  text: string;
  /** SHA-256 of the RFC 8785 form, in hex: the same for the same values, however they are written. */
  hash: string;
}

/** Throws the contract's 400 or 413. */
export function toToolArguments(value: Record<string, unknown>, field: string): ToolArguments {
  assertShallow(value, 1, field);
  const text = JSON.stringify(value);
  if (text.length > hitlLimits.argumentsBytes / 3 && Buffer.byteLength(text) > hitlLimits.argumentsBytes) {
    throw errors.tooLarge(field, hitlLimits.argumentsBytes);
  }
  return { text, hash: toHex(sha256(canonicalize(value))) };
}

/** Depth first, so that nothing recurses into a body of a thousand levels. */
function assertShallow(value: unknown, depth: number, field: string): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > hitlLimits.argumentsDepth) {
    throw hitlErrors.invalidField(field, `nests deeper than ${hitlLimits.argumentsDepth} levels`);
  }
  for (const item of Array.isArray(value) ? value : Object.values(value)) assertShallow(item, depth + 1, field);
}
