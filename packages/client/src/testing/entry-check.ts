import { isLogId } from '../typeid.ts';

export interface EntryFault {
  field: string;
  message: string;
}

const MiB = 1024 * 1024;
const encoder = new TextEncoder();

type Check = (value: unknown) => string | undefined;

const text =
  (max: number, min = 1): Check =>
  (value) =>
    typeof value !== 'string'
      ? 'must be a string'
      : value.length < min || value.length > max
        ? `must have ${min} to ${max} characters`
        : wellFormed(value);

const content: Check = (value) =>
  typeof value !== 'string'
    ? 'must be a string'
    : encoder.encode(value).length > MiB
      ? 'must be at most 1 MiB'
      : wellFormed(value);

const checks: Record<string, Check> = {
  action: text(200),
  prompt: content,
  response: content,
  agentId: text(256),
  traceId: text(256),
  parentSpanId: text(256),
  sessionId: text(256),
  userId: text(256),
  ref: text(256),
  parentRef: text(256),
  id: (value) => (isLogId(value) ? undefined : 'must be a log_ TypeID'),
  timestamp: (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value))
      ? undefined
      : 'must be an RFC 3339 date and time',
  durationMs: (value) => (typeof value === 'number' && value >= 0 ? undefined : 'must be a number from 0'),
  status: (value) =>
    ['ok', 'error', 'blocked'].includes(value as string) ? undefined : 'must be one of ok, error, blocked',
  source: (value) => {
    const { instanceId, seq } = (value ?? {}) as Record<string, unknown>;
    return typeof instanceId === 'string' && Number.isInteger(seq) ? undefined : 'must be { instanceId, seq }';
  },
  metadata: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'must be an object';
    const json = JSON.stringify(value);
    if (encoder.encode(json).length > 256 * 1024) return 'must be at most 256 KiB';
    return depthOf(value) > 32 ? 'must nest at most 32 levels' : hasLoneSurrogate(value);
  },
};

/** What the server would refuse the entry for. */
export function checkEntry(entry: unknown): EntryFault[] {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return [{ field: 'body', message: 'must be an object' }];
  }
  if (!('action' in entry)) return [{ field: 'action', message: 'is required' }];
  return Object.entries(entry).flatMap(([field, value]) => {
    const check = checks[field];
    const message = check ? check(value) : 'is not a field of a log';
    return message === undefined ? [] : [{ field, message }];
  });
}

function wellFormed(value: string): string | undefined {
  return value.isWellFormed() ? undefined : 'must be well-formed Unicode';
}

function hasLoneSurrogate(value: unknown): string | undefined {
  let message: string | undefined;
  JSON.stringify(value, (key: string, item: unknown) => {
    if (!key.isWellFormed() || (typeof item === 'string' && !item.isWellFormed()))
      message = 'must be well-formed Unicode';
    return item;
  });
  return message;
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let deepest = 0;
  for (const item of Object.values(value)) deepest = Math.max(deepest, depthOf(item));
  return 1 + deepest;
}
