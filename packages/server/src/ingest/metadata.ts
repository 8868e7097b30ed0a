import { limits } from 'agentaudit-schemas';

import { errors } from '../errors.ts';

/** Metadata as it is stored. */
export interface MetadataText {
  text: string | null;
  bytes: number;
}

/** Checks depth, numbers and size. Throws the contract's 400 or 413. */
export function checkMetadata(metadata: Record<string, unknown> | undefined, index: number | undefined): MetadataText {
  if (metadata === undefined) return { text: null, bytes: 0 };
  checkValue(metadata, 1, index);
  const text = JSON.stringify(metadata);
  const bytes = text.length * 3 <= limits.metadataBytes ? text.length : Buffer.byteLength(text);
  if (bytes > limits.metadataBytes) {
    const detail = {
      field: 'metadata',
      ...(index === undefined ? {} : { index }),
      message: `is larger than ${limits.metadataBytes} bytes`,
    };
    throw errors.tooLarge(index === undefined ? 'metadata' : `Entry ${index}: metadata`, limits.metadataBytes, detail);
  }
  return { text, bytes };
}

/** Depth first, so that a body of a thousand levels is refused before anything recurses into it. */
function checkValue(value: unknown, depth: number, index: number | undefined): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw errors.invalidField('metadata', 'holds a number too large for JSON readers', index);
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth > limits.metadataDepth) {
    throw errors.invalidField('metadata', `nests deeper than ${limits.metadataDepth} levels`, index);
  }
  if (Array.isArray(value)) for (const item of value) checkValue(item, depth + 1, index);
  else for (const key in value) checkValue((value as Record<string, unknown>)[key], depth + 1, index);
}
