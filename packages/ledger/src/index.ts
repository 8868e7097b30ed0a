export { canonicalDepthLimit, canonicalize } from './canonicalize.ts';
export { canonicalCommitment, envelopeLeaf, payloadCommitment, saltBytes } from './envelope.ts';
export type { EnvelopeV1, Payload } from './envelope.ts';
export { hashBytes, leafHash, nodeHash, sha256 } from './hash.ts';
export { fromHex, toHex } from './hex.ts';
export { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proofs.ts';
export type { ConsistencyCheck, InclusionCheck, LeafAccessor } from './proofs.ts';
export { appendLeaf, appendLeaves, decodeTree, emptyTree, encodeTree, rootOf, rootOfLeaves } from './tree.ts';
export type { Tree } from './tree.ts';
