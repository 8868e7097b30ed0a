import type { SpanContext } from './context.ts';
import type { LogEntry } from './log-entry.ts';
import type { CaptureOptions, RecorderOptions } from './options.ts';
import { QueuedEntry } from './queued-entry.ts';
import { messageOf } from './error-message.ts';
import { cutText, quote, toJson } from './safe-json.ts';
import { createLogId, createUuid, isLogId } from './typeid.ts';

export interface Snapshots {
  readonly instanceId: string;
  /** Never throws. Undefined when `beforeSend` kept the entry back. */
  take(entry: LogEntry, context: SpanContext | null | undefined): QueuedEntry | undefined;
  /** What will be recorded of a prompt or response that may change before its log is written. */
  toText(value: unknown): string | undefined;
  toMetadata(value: Record<string, unknown>): Record<string, unknown>;
}

const maxTextBytes = 1024 * 1024;
const metadataLimits = { maxBytes: 256 * 1024, maxDepth: 32 };
const known = new Set<string>([
  'agentId',
  'traceId',
  'parentSpanId',
  'sessionId',
  'userId',
  'id',
  'action',
  'prompt',
  'response',
  'metadata',
  'timestamp',
  'durationMs',
  'status',
]);

/** Turns what callers pass to `log()`, whatever it is, into something the server takes. */
export function createSnapshots(options: RecorderOptions): Snapshots {
  const { beforeSend, agentId: defaultAgentId, metadata: defaultMetadata, capture = {}, redact: redaction } = options;
  const instanceId = createUuid();
  const limits = { ...metadataLimits, ...redaction };
  const textBytes = Math.min(capture.maxFieldBytes ?? maxTextBytes, maxTextBytes);
  const source = `"source":{"instanceId":"${instanceId}","seq":`;
  let nextSeq = 0;

  function take(given: LogEntry, context: SpanContext | null | undefined): QueuedEntry | undefined {
    try {
      const entry = beforeSend ? filter(given, beforeSend) : given;
      return entry === null ? undefined : snapshot(entry, context);
    } catch (error) {
      return snapshot({ ...readable(given), metadata: { unreadable: messageOf(error) } }, context);
    }
  }

  function snapshot(entry: LogEntry, context: SpanContext | null | undefined): QueuedEntry {
    // An entry that names a trace of its own has nothing to do with the span that happens to be open.
    const span = context && (entry.traceId === undefined || entry.traceId === context.traceId) ? context : undefined;
    const misfits: Record<string, unknown> = {};
    const id = toId(entry.id, misfits);
    const action = toAction(entry.action, misfits);
    const prompt = capture.prompt === false || hidesArguments(action, capture) ? undefined : toText(entry.prompt);
    const response = capture.response === false ? undefined : toText(entry.response);
    const parts = [
      `{"id":"${id}",${source}${nextSeq}},"timestamp":"${toTimestamp(entry.timestamp, misfits)}","action":${quote(action)}`,
    ];
    const identify = (name: string, value: unknown) => {
      const text = toIdentifier(name, value, misfits);
      if (text !== undefined) parts.push(`"${name}":${quote(text)}`);
    };
    identify('agentId', entry.agentId ?? span?.agentId ?? defaultAgentId);
    identify('traceId', entry.traceId ?? span?.traceId);
    // A span that is ended from inside is not its own parent.
    identify('parentSpanId', entry.parentSpanId ?? (span?.spanId === id ? undefined : span?.spanId));
    identify('sessionId', entry.sessionId ?? span?.sessionId);
    identify('userId', entry.userId ?? span?.userId);
    const durationMs = toDuration(entry.durationMs, misfits);
    if (durationMs !== undefined) parts.push(`"durationMs":${durationMs}`);
    const status = toStatus(entry.status, misfits);
    if (status) parts.push(`"status":"${status}"`);
    for (const key in entry) {
      if (known.has(key)) continue;
      const value = (entry as unknown as Record<string, unknown>)[key];
      if (value !== undefined) misfit(key, value, misfits);
    }
    const metadata = toMetadata(entry.metadata, misfits);
    if (metadata) parts.push(`"metadata":${toObjectJson(metadata)}`);
    // One flat string: added up, it would keep all its parts.
    return new QueuedEntry(id, nextSeq++, parts.join(','), prompt, response);
  }

  /** What was given, with the defaults below it and what fits no other field. */
  function toMetadata(own: unknown, misfits: Record<string, unknown>): object | undefined {
    let metadata = own as object | undefined;
    if (own !== undefined && (typeof own !== 'object' || own === null || Array.isArray(own))) metadata = { value: own };
    for (const _ in misfits) {
      metadata = { ...misfits, ...metadata };
      break;
    }
    if (defaultMetadata) metadata = { ...defaultMetadata, ...metadata };
    return metadata && capture.toolArguments === false ? withoutArguments(metadata) : metadata;
  }

  function toObjectJson(metadata: object): string {
    const json = toJson(metadata, limits);
    return json.startsWith('{') ? json : `{"value":${json}}`;
  }

  function toText(value: unknown): string | undefined {
    if (value === undefined || value === null) return undefined;
    const isText = typeof value === 'string';
    const text = isText ? value : toJson(value, { ...limits, maxBytes: textBytes });
    const clean = isText && redaction ? redaction.redactText(text) : text;
    return cutText(clean.isWellFormed() ? clean : clean.toWellFormed(), textBytes);
  }

  return {
    instanceId,
    take,
    toText: (value) => toText(value),
    toMetadata: (value) =>
      (!redaction && copyFlat(value)) || (JSON.parse(toJson(value, limits)) as Record<string, unknown>),
  };
}

/** Most metadata of spans is like that. */
function copyFlat(value: Record<string, unknown>): Record<string, unknown> | undefined {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (typeof item === 'object' && item !== null) return undefined;
    copy[key] = item;
  }
  return copy;
}

function filter(given: LogEntry, beforeSend: (entry: LogEntry) => LogEntry | null): LogEntry | null {
  try {
    return beforeSend({ ...given });
  } catch (error) {
    // What the filter might have kept back must not be recorded; that something happened must.
    const { prompt: _prompt, response: _response, ...rest } = given;
    return { ...rest, metadata: { withheld: `beforeSend threw: ${messageOf(error)}` } };
  }
}

/** What can be read of something that throws when it is read. */
function readable(given: LogEntry): LogEntry {
  const parts: Partial<Record<string, unknown>> = {};
  for (const key of known) {
    try {
      if (key !== 'metadata') parts[key] = toPrimitive(given[key as keyof LogEntry]);
    } catch {
      parts[key] = undefined;
    }
  }
  return parts as unknown as LogEntry;
}

function toPrimitive(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? undefined : value;
}

/** Keeps in metadata what its own field cannot hold. */
function misfit(name: string, value: unknown, misfits: Record<string, unknown>): undefined {
  misfits[name] = value;
}

function toId(id: unknown, misfits: Record<string, unknown>): string {
  if (isLogId(id)) return id;
  if (id !== undefined) misfit('id', id, misfits);
  return createLogId();
}

function toAction(action: unknown, misfits: Record<string, unknown>): string {
  if (typeof action === 'string' && action.length > 0 && action.length <= 200) return action.toWellFormed();
  if (action !== undefined) misfit('action', action, misfits);
  return typeof action === 'string' && action ? action.slice(0, 200).toWellFormed() : 'unknown';
}

function toIdentifier(name: string, value: unknown, misfits: Record<string, unknown>): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.length > 0 && value.length <= 256) return value.toWellFormed();
  if (value === null || value === '') return undefined;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return misfit(name, value, misfits);
}

function toTimestamp(given: unknown, misfits: Record<string, unknown>): string {
  if (given === undefined) return toInstant(Date.now());
  const ms = given instanceof Date ? given.getTime() : typeof given === 'string' ? Date.parse(given) : Number.NaN;
  if (!Number.isNaN(ms)) return toInstant(ms);
  misfit('timestamp', given, misfits);
  return toInstant(Date.now());
}

let lastMs = 0;
let lastInstant = '';

/** Many entries share a millisecond, and writing it out costs as much as the rest of the entry. */
function toInstant(ms: number): string {
  if (ms !== lastMs) {
    lastInstant = new Date(ms).toISOString();
    lastMs = ms;
  }
  return lastInstant;
}

function toDuration(value: unknown, misfits: Record<string, unknown>): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER) return value;
  return misfit('durationMs', value, misfits);
}

function toStatus(value: unknown, misfits: Record<string, unknown>): string | undefined {
  if (value === undefined) return undefined;
  if (value === 'ok' || value === 'error' || value === 'blocked') return value;
  return misfit('status', value, misfits);
}

function hidesArguments(action: string, capture: CaptureOptions): boolean {
  return capture.toolArguments === false && /^(?:tool|guardrail)_/.test(action);
}

function withoutArguments(metadata: object): object {
  const { tool_calls: calls } = metadata as { tool_calls?: unknown };
  if (!Array.isArray(calls)) return metadata;
  const bare = calls.map((call: object) => Object.assign({}, call, { arguments: '[not captured]' }));
  return { ...metadata, tool_calls: bare };
}
