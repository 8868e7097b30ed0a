import { compile, type CompiledRules } from 'agentaudit-rules';

import type { Query } from '../db/database.ts';
import type { Script } from '../ingest/script.ts';
import { readRulesInForce } from './rules-in-force.ts';

/** Compiled sets kept in memory, about 0.6 MB each with all packs: the one compiled longest ago goes first. */
const capacity = 200;
const stateful = new Set(['rate_limit', 'threshold', 'sequence']);

/** The rules of one organization at one revision, ready to judge. */
export interface RuleSet {
  revision: number;
  compiled: CompiledRules;
  isEmpty: boolean;
  /** Whether any rule asks what came before. */
  isStateful: boolean;
  /** The policies that hold for an agent. */
  policiesOf(agentId: string | null): readonly string[];
}

/** Compiles the rules of each organization once for each of their revisions. */
export function createRuleSets(query: Query) {
  const sets = new Map<number, RuleSet>();

  /** The set of this revision, read in the transaction that read the revision. */
  function* load(org: number, revision: number): Script<RuleSet> {
    const known = sets.get(org);
    if (known?.revision === revision) return known;
    const set = yield* read(org, revision);
    sets.delete(org);
    sets.set(org, set);
    const [oldest] = sets.keys();
    if (sets.size > capacity && oldest !== undefined) sets.delete(oldest);
    return set;
  }

  function* read(org: number, revision: number): Script<RuleSet> {
    const { rules, policies } = yield* readRulesInForce(query, org);
    const byAgent = new Map<string, string[]>();
    for (const { id, agentIds } of policies) {
      for (const agentId of agentIds) byAgent.set(agentId, [...(byAgent.get(agentId) ?? []), id]);
    }
    return {
      revision,
      compiled: compile(rules, { policies }),
      isEmpty: rules.length === 0,
      isStateful: rules.some(({ ruleType }) => stateful.has(ruleType)),
      policiesOf: (agentId) => (agentId === null ? [] : (byAgent.get(agentId) ?? [])),
    };
  }

  return { load };
}

export type RuleSets = ReturnType<typeof createRuleSets>;
