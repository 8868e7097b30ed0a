const KiB = 1024;
const MiB = 1024 * KiB;

/** What one request, entry or page may hold. The server enforces these; the client batches by them. */
export const limits = {
  /** Entries in one `POST /audit-logs/batch`. */
  batchEntries: 50,
  /** Bytes of one batch request body. */
  batchBytes: 8 * MiB,
  /** Bytes of one single-entry request body: two texts, the metadata, and room for JSON escapes, as much as a batch has. */
  entryBytes: 8 * MiB,
  /** UTF-8 bytes of `prompt`, and of `response`. */
  textBytes: 1 * MiB,
  /** Bytes of `metadata` as JSON text. */
  metadataBytes: 256 * KiB,
  /** Levels that `metadata` may nest, itself the first. */
  metadataDepth: 32,
  /** Characters of `action`. */
  actionLength: 200,
  /** Characters of an agent, trace, session, user, parent or instance id. */
  identifierLength: 256,
  /** Items a page may ask for, and what it holds when it does not ask. */
  pageMax: 500,
  pageDefault: 50,
  /** Bytes after which a page ends early, with a cursor. */
  pageBytes: 8 * MiB,
  /** Logs that one chain holds before the walk stops. */
  chainLength: 1000,
  /** Keywords of one rule, and characters of one keyword. */
  ruleKeywords: 5000,
  keywordLength: 200,
  /** Characters of a rule's pattern, and of a CEL expression. */
  patternLength: 2000,
  expressionLength: 4000,
  /** Rules, policies and agents of one organization; rules of one policy. */
  rules: 2000,
  policies: 1000,
  agents: 100_000,
  policyRules: 1000,
  passwordMin: 8,
  passwordMax: 256,
} as const;
