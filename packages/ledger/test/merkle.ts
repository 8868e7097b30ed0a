import { fromHex, leafHash, nodeHash, sha256 } from 'agentaudit-ledger';

/** The entries that Certificate Transparency's implementations test with. */
const knownEntries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => fromHex(hex));

export const knownLeaves = knownEntries.map((entry) => leafHash(entry));

/** The Merkle tree hash as RFC 6962 §2.1 defines it. */
export function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256('');
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

export function leavesOf(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => leafHash(`entry ${index}`));
}
