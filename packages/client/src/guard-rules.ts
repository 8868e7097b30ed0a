// oxlint-disable-next-line no-restricted-imports -- an optional peer of this entry alone
import { compile, type CompiledRules, type RuleEvent } from 'agentaudit-rules';
import type { RulesInForce } from 'agentaudit-schemas';

/** An organization's rules, ready to judge in this process. */
export interface RuleSet {
  compiled: CompiledRules;
  revision: number;
  /** Whether an event may be blocked for something that only the server knows. */
  needsServer(event: RuleEvent): boolean;
}

export function toRuleSet(inForce: RulesInForce): RuleSet {
  const { rules, policies, revision } = inForce;
  const compiled = compile(rules, { policies });
  const remembering = compileRemembering(inForce);
  return {
    compiled,
    revision,
    // A rule that this engine cannot compile, being older than the server's, is the server's to judge.
    needsServer: (event) => compiled.problems.size > 0 || remembering.queries(event).length > 0,
  };
}

/**
 * The rules that block for what came before: rate limits, sequences, thresholds over time. What such rules only flag,
 * the server sees when the logs arrive.
 */
function compileRemembering({ rules, policies }: RulesInForce): CompiledRules {
  const remembering = rules.filter(({ ruleType, action }) => {
    const isStateful = ruleType === 'rate_limit' || ruleType === 'sequence' || ruleType === 'threshold';
    return isStateful && (action === undefined || action === 'block');
  });
  const ownBlocks = new Set(remembering.filter(({ action }) => action === 'block').map(({ id }) => id));
  return compile(
    remembering.map((rule) => Object.assign({}, rule, !ownBlocks.has(rule.id) && { appliesTo: 'policies' })),
    {
      policies: policies
        .filter(({ shadow }) => !shadow)
        .map((policy) =>
          Object.assign({}, policy, {
            ruleIds: policy.ruleIds.filter((id) => policy.mode === 'block' || ownBlocks.has(id)),
          }),
        ),
    },
  );
}
