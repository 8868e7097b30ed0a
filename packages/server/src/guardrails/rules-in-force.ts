import type { ComplianceRule, PolicyInForceView } from 'agentaudit-schemas';

import { ruleColumns, toRule } from '../compliance-rules/rule-row.ts';
import type { Query } from '../db/database.ts';
import { ask, type Script } from '../ingest/script.ts';

/** An organization's active rules, and the active policies with the agents they hold for. */
export interface RulesAndPolicies {
  rules: ComplianceRule[];
  policies: PolicyInForceView[];
}

/** Reads what `compile` takes, inside a transaction of the append path or outside. */
export function* readRulesInForce(query: Query, org: number): Script<RulesAndPolicies> {
  const rules = yield* ask(
    query.selectFrom('rules').select(ruleColumns).where('org', '=', org).where('is_active', '=', 1).orderBy('id'),
  );
  const policies = yield* ask(
    query
      .selectFrom('policies')
      .select(['id', 'version_id', 'mode', 'priority', 'shadow'])
      .where('org', '=', org)
      .where('is_active', '=', 1)
      .orderBy('id'),
  );
  if (policies.length === 0) return { rules: rules.map((row) => toRule(row)), policies: [] };
  const members = yield* ask(
    query
      .selectFrom('policy_rules')
      .select(['policy_id', 'rule_id'])
      .where('org', '=', org)
      .orderBy('policy_id')
      .orderBy('position'),
  );
  const attached = yield* ask(
    query
      .selectFrom('policy_agents')
      .select(['policy_id', 'agent_id'])
      .where('org', '=', org)
      .orderBy('policy_id')
      .orderBy('agent_id'),
  );
  const ruleIds = Map.groupBy(members, (row) => row.policy_id);
  const agentIds = Map.groupBy(attached, (row) => row.policy_id);
  return {
    rules: rules.map((row) => toRule(row)),
    policies: policies.map((row) => ({
      id: row.id,
      versionId: row.version_id,
      mode: row.mode,
      priority: row.priority,
      shadow: row.shadow === 1,
      isActive: true,
      ruleIds: (ruleIds.get(row.id) ?? []).map(({ rule_id }) => rule_id),
      agentIds: (agentIds.get(row.id) ?? []).map(({ agent_id }) => agent_id),
    })),
  };
}
