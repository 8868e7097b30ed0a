import { Type } from 'typebox';

/** The prefix of every TypeID that agentaudit makes, by what it names. */
export const idPrefixes = {
  log: 'log',
  agent: 'agent',
  organization: 'org',
  apiKey: 'key',
  rule: 'rule',
  policy: 'policy',
  policyVersion: 'polver',
  backtest: 'backtest',
  alert: 'alert',
  report: 'report',
  user: 'user',
  webhook: 'hook',
  job: 'job',
} as const;

/** A TypeID suffix: 128 bits in Crockford base 32, so that its first digit is 7 at most. */
const suffix = '[0-7][0-9a-hjkmnp-tv-z]{25}';

/** A JSON Schema pattern for the ids of one kind, such as `log_01k9…`. */
export function idPattern(kind: keyof typeof idPrefixes): string {
  return `^${idPrefixes[kind]}_${suffix}$`;
}

export const LogIdSchema = Type.String({
  pattern: idPattern('log'),
  description: 'A TypeID over UUIDv7: sortable by creation, makeable by the client.',
  examples: ['log_01k9zj3v5qf8tbnq9w6r2d4c7e'],
});
