import { randomFillSync } from 'node:crypto';

import type { AuditLog, Violation } from 'agentaudit-schemas';
import { canonicalCommitment, canonicalize, envelopeLeaf, leafHash, saltBytes } from 'agentaudit-ledger';

import type { LogEnvelopesTable, LogPayloadsTable } from '../db/tables.ts';
import { toInstant } from '../http/instant.ts';
import type { OrganizationRef } from '../http/principal.ts';
import type { Entry, LogPayload } from './entry.ts';
import type { Judgement } from './judgement.ts';

/** A log ready for the disk, and the answer to whoever sent it. */
export interface SealedLog {
  envelope: LogEnvelopesTable;
  payload: LogPayloadsTable;
  log: AuditLog;
}

export interface SealOptions {
  organization: OrganizationRef;
  seq: number;
  createdAtMs: number;
}

/** Fixes an entry in its place: commits to the payload by a salted hash, and to everything else by the leaf. */
export function seal(
  entry: Entry,
  { enforcementAction, violations, payload }: Judgement,
  options: SealOptions,
): SealedLog {
  const { organization, seq, createdAtMs } = options;
  const timestampMs = entry.timestampMs ?? createdAtMs;
  const timestamp = toInstant(timestampMs);
  const createdAt = timestampMs === createdAtMs ? timestamp : toInstant(createdAtMs);
  const salt = newSalt();
  const commitment = canonicalCommitment(salt, toCanonical(entry, payload, violations));
  const leaf = envelopeLeaf({
    v: 1,
    org: organization.id,
    seq,
    id: entry.id,
    action: entry.action,
    timestamp,
    createdAt,
    durationMs: entry.durationMs,
    status: entry.status,
    enforcementAction,
    source: entry.source,
    payload: commitment,
  });
  return {
    envelope: {
      org: organization.number,
      seq,
      id: entry.id,
      action: entry.action,
      timestamp: timestampMs,
      created_at: createdAtMs,
      duration_ms: entry.durationMs,
      status: entry.status,
      enforcement_action: enforcementAction,
      source_instance: entry.source?.instanceId ?? null,
      source_seq: entry.source?.seq ?? null,
      commitment: Buffer.from(commitment, 'hex'),
      leaf_hash: leafHash(leaf),
      request_hash: entry.requestHash,
    },
    payload: {
      org: organization.number,
      seq,
      agent_id: payload.agentId,
      trace_id: payload.traceId,
      parent_span_id: payload.parentSpanId,
      session_id: payload.sessionId,
      user_id: payload.userId,
      prompt: payload.prompt,
      response: payload.response,
      metadata: payload === entry.payload ? entry.metadataText : toText(payload.metadata),
      violations: toText(violations.length === 0 ? null : violations),
      salt,
      bytes: entry.bytes,
    },
    log: {
      id: entry.id,
      sequence: seq,
      action: entry.action,
      ...payload,
      timestamp,
      createdAt,
      durationMs: entry.durationMs,
      status: entry.status,
      source: entry.source,
      enforcementAction,
      violations,
    },
  };
}

function toText(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** What the commitment is over: the payload as it is stored, and what was found in it. */
function toCanonical(entry: Entry, payload: LogPayload, violations: Violation[]): string {
  if (violations.length > 0) return canonicalize({ ...payload, violations });
  return payload === entry.payload ? entry.canonicalPayload : canonicalize(payload);
}

const salts = Buffer.alloc(saltBytes * 128);
let nextSalt = salts.length;

/** Random bytes are cheapest by the hundred. */
function newSalt(): Buffer {
  if (nextSalt === salts.length) {
    randomFillSync(salts);
    nextSalt = 0;
  }
  const salt = Buffer.from(salts.subarray(nextSalt, nextSalt + saltBytes));
  nextSalt += saltBytes;
  return salt;
}
