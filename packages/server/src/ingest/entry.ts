import {
  type AuditLogInput,
  type BatchEntry,
  limits,
  type LogSource,
  type LogStatus,
  type Violation,
} from 'agentaudit-schemas';
import { canonicalize, sha256 } from 'agentaudit-ledger';

import { errors } from '../errors.ts';
import { parseInstant } from '../http/instant.ts';
import { newId } from '../ids.ts';
import { checkMetadata } from './metadata.ts';

/** All of an event that can name a person. */
export interface LogPayload {
  agentId: string | null;
  traceId: string | null;
  parentSpanId: string | null;
  sessionId: string | null;
  userId: string | null;
  prompt: string | null;
  response: string | null;
  metadata: Record<string, unknown> | null;
}

/** An entry that was found fit to be stored. */
export interface Entry {
  id: string;
  /** Whether the sender made the id, so that it may have come before. */
  hasClientId: boolean;
  /** Its place in the batch it came in, for errors; `undefined` when it came alone. */
  index: number | undefined;
  action: string;
  /** `undefined`: when it is stored. */
  timestampMs: number | undefined;
  durationMs: number | null;
  status: LogStatus;
  source: LogSource | null;
  payload: LogPayload;
  /** The payload's RFC 8785 form, made once: the request hash and the commitment are both over it. */
  canonicalPayload: string;
  /** The payload's metadata as it is stored. */
  metadataText: string | null;
  /** Keyed hash of the entry as it was sent. */
  requestHash: Uint8Array;
  /** Of prompt, response and metadata, roughly: what a commit is measured by. */
  bytes: number;
  /** Of a check: the action that it is judged as. Rules do not remember it, since the event itself may follow. */
  checkedAction?: string;
  /** What is known to be wrong, of an entry that only records that. It is not judged. */
  violations?: Violation[];
}

/** An entry that the server itself makes. */
export interface OwnEntry extends BatchEntry {
  violations?: Violation[];
}

export interface EntryOptions {
  /** Keeps the hashes of guessable entries unguessable. */
  requestHashKey: string;
}

/** Checks what no schema can say and makes one entry ready. Throws the contract's 400 or 413. */
export function toEntry(input: AuditLogInput, options: EntryOptions): Entry {
  return prepare(input, input.parentSpanId, undefined, options);
}

/** As `toEntry` for a batch, whose entries may name each other by `ref`. */
export function toEntries(inputs: OwnEntry[], options: EntryOptions): Entry[] {
  const ids = inputs.map((input) => input.id ?? newId('log'));
  const byRef = new Map<string, string>();
  for (const [index, { ref }] of inputs.entries()) {
    if (ref === undefined) continue;
    if (byRef.has(ref)) throw errors.invalidField('ref', 'is used twice in this batch', index);
    byRef.set(ref, ids[index]!);
  }
  return inputs.map((input, index) => {
    const entry = prepare(input, parentOf(input, byRef, index), index, options);
    return input.id === undefined ? { ...entry, id: ids[index]! } : entry;
  });
}

function parentOf(input: BatchEntry, byRef: Map<string, string>, index: number): string | undefined {
  if (input.parentRef === undefined) return input.parentSpanId;
  if (input.parentSpanId !== undefined) {
    throw errors.invalidField('parentRef', 'and parentSpanId are alternatives: give one', index);
  }
  const parent = byRef.get(input.parentRef);
  if (parent === undefined) throw errors.invalidField('parentRef', 'names no ref of this batch', index);
  return parent;
}

function prepare(
  input: OwnEntry,
  parentSpanId: string | undefined,
  index: number | undefined,
  options: EntryOptions,
): Entry {
  const promptBytes = checkText('prompt', input.prompt, index);
  const responseBytes = checkText('response', input.response, index);
  const metadata = checkMetadata(input.metadata, index);
  const payload = toPayload(input, parentSpanId);
  const canonicalPayload = canonicalize(payload);
  return {
    index,
    id: input.id ?? newId('log'),
    hasClientId: input.id !== undefined,
    action: input.action,
    timestampMs: input.timestamp === undefined ? undefined : parseInstant(input.timestamp),
    durationMs: input.durationMs ?? null,
    status: input.status ?? 'ok',
    source: input.source ?? null,
    payload,
    canonicalPayload,
    requestHash: hashRequest(input, canonicalPayload, options),
    metadataText: metadata.text,
    bytes: promptBytes + responseBytes + metadata.bytes,
    ...(input.violations === undefined ? {} : { violations: input.violations }),
  };
}

function toPayload(input: AuditLogInput, parentSpanId: string | undefined): LogPayload {
  return {
    agentId: input.agentId ?? null,
    traceId: input.traceId ?? null,
    parentSpanId: parentSpanId ?? null,
    sessionId: input.sessionId ?? null,
    userId: input.userId ?? null,
    prompt: input.prompt ?? null,
    response: input.response ?? null,
    metadata: input.metadata ?? null,
  };
}

/** Over the entry as it was sent: a parent named by `ref` counts by that name, since its id may be new on each try. */
function hashRequest(input: BatchEntry, canonicalPayload: string, { requestHashKey }: EntryOptions): Uint8Array {
  const { id, action, timestamp, durationMs, status, source, parentRef } = input;
  const payload = parentRef === undefined ? canonicalPayload : canonicalize(toPayload(input, undefined));
  const envelope = JSON.stringify([
    id,
    action,
    timestamp,
    durationMs,
    status,
    source?.instanceId,
    source?.seq,
    parentRef,
  ]);
  return sha256(requestHashKey + envelope + payload);
}

function checkText(field: string, text: string | undefined, index: number | undefined): number {
  if (text === undefined) return 0;
  // UTF-8 takes at most three bytes for a UTF-16 unit.
  const bytes = text.length * 3 <= limits.textBytes ? text.length : Buffer.byteLength(text);
  if (bytes > limits.textBytes) {
    const detail = {
      field,
      ...(index === undefined ? {} : { index }),
      message: `is larger than ${limits.textBytes} bytes`,
    };
    throw errors.tooLarge(index === undefined ? field : `Entry ${index}: ${field}`, limits.textBytes, detail);
  }
  return bytes;
}
