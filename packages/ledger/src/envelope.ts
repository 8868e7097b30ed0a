import { concatUtf8, digestHex } from '#sha256';

import { canonicalize, canonicalString } from './canonicalize.ts';

/** Bytes of the random salt in every payload commitment. */
export const saltBytes = 32;

/**
 * What stays of a log for ever, version 1: it names nobody, and is never changed or deleted. Its canonical form is the
 * entry of the organization's Merkle log.
 */
export interface EnvelopeV1 {
  v: 1;
  /** The organization's id. */
  org: string;
  /** The entry's index in the organization's log, from 0, without gaps, in commit order. */
  seq: number;
  id: string;
  action: string;
  /** When it began: ISO 8601, UTC, milliseconds. */
  timestamp: string;
  /** When it was stored: ISO 8601, UTC, milliseconds. */
  createdAt: string;
  durationMs: number | null;
  status: string;
  enforcementAction: string;
  /** The sender's own count, so that gaps can be shown. */
  source: { instanceId: string; seq: number } | null;
  /** What `payloadCommitment` returned for everything else. */
  payload: string;
}

export interface Payload {
  /** 32 random bytes, kept and erased with the content: without them a short content could be guessed from its hash. */
  salt: Uint8Array;
  /** Any JSON value. */
  payload: unknown;
}

/**
 * What binds an envelope to a content that can be erased later: SHA-256(salt ‖ RFC 8785 form of the payload in UTF-8),
 * in lower-case hexadecimal.
 *
 * @throws as `canonicalize` does, and a RangeError when the salt has not 32 bytes
 */
export function payloadCommitment({ salt, payload }: Payload): string {
  return canonicalCommitment(salt, canonicalize(payload));
}

/** As `payloadCommitment`, of a payload that is in its RFC 8785 form already. */
export function canonicalCommitment(salt: Uint8Array, canonicalPayload: string): string {
  if (salt.length !== saltBytes) throw new RangeError(`A salt has ${saltBytes} bytes, this has ${salt.length}`);
  return digestHex(concatUtf8(salt, canonicalPayload));
}

/**
 * The RFC 8785 form of an envelope, ready for `leafHash`; equal to `canonicalize(envelope)`, at a fraction of the cost
 * since the keys are known.
 *
 * @throws as `canonicalize` does
 */
export function envelopeLeaf(envelope: EnvelopeV1): string {
  const { source } = envelope;
  return (
    `{"action":${canonicalString(envelope.action)},"createdAt":${canonicalString(envelope.createdAt)}` +
    `,"durationMs":${envelope.durationMs === null ? 'null' : canonicalNumber(envelope.durationMs)}` +
    `,"enforcementAction":${canonicalString(envelope.enforcementAction)},"id":${canonicalString(envelope.id)}` +
    `,"org":${canonicalString(envelope.org)},"payload":${canonicalString(envelope.payload)}` +
    `,"seq":${canonicalNumber(envelope.seq)},"source":${source === null ? 'null' : canonicalSource(source)}` +
    `,"status":${canonicalString(envelope.status)},"timestamp":${canonicalString(envelope.timestamp)},"v":1}`
  );
}

function canonicalSource(source: { instanceId: string; seq: number }): string {
  return `{"instanceId":${canonicalString(source.instanceId)},"seq":${canonicalNumber(source.seq)}}`;
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`Cannot canonicalize ${value}: JSON has no such number`);
  return `${value}`;
}
