import type { CompilableRule } from 'agentaudit-rules';
import type { BacktestInput, ComplianceRule, Policy, PolicyMode, RuleInput } from 'agentaudit-schemas';

import { assertCondition } from '../compliance-rules/check.ts';
import { toRule } from '../compliance-rules/rule-row.ts';
import { ruleStore } from '../compliance-rules/store.ts';
import type { Query } from '../db/database.ts';
import { errors } from '../errors.ts';
import { parseInstant, toInstant } from '../http/instant.ts';
import { readPolicy } from './policy-row.ts';
import { policyStore } from './store.ts';
import { toVersion } from './versions.ts';

const usualMs = 30 * 24 * 3_600_000;

/** Both sides of a backtest and the logs to run them over, fixed when it is asked for. */
export interface BacktestPlan {
  current: CompilableRule[];
  candidate: CompilableRule[];
  from: string;
  to: string;
  /** `null`: every agent. */
  agentIds: string[] | null;
}

export interface PlanOptions {
  org: number;
  policyId: string;
  nowMs: number;
}

/** Throws a 404 for a policy or version that is not there, and a 400 for rules. */
export async function planBacktest(
  query: Query,
  input: BacktestInput,
  { org, policyId, nowMs }: PlanOptions,
): Promise<BacktestPlan> {
  const policy = await readPolicy(query, org, policyId);
  const draft = await toDraft(query, input, { org, policy });
  const { from = toInstant(nowMs - usualMs), to = toInstant(nowMs) } = input;
  if (parseInstant(from)! > parseInstant(to)!) throw errors.invalidField('from', 'must not be after to');
  const own = await readRules(query, org, policy.ruleIds);
  const agentIds = input.agentId === undefined ? policy.agentIds : [input.agentId];
  return {
    current: own.map((rule) => standAlone(rule, policy.mode)),
    candidate: draft.rules.map((rule) => standAlone(rule, draft.mode)),
    from,
    to,
    agentIds: agentIds.length === 0 ? null : agentIds,
  };
}

async function toDraft(
  query: Query,
  { versionId, mode, ruleIds, rules = [] }: BacktestInput,
  { org, policy }: { org: number; policy: Policy },
): Promise<{ mode: PolicyMode; rules: ComplianceRule[] }> {
  if (versionId === undefined) {
    const drafts = rules.map((rule, index) => toDraftRule(rule, index));
    return {
      mode: mode ?? policy.mode,
      rules: [...(await readRules(query, org, ruleIds ?? policy.ruleIds)), ...drafts],
    };
  }
  if (mode !== undefined || ruleIds !== undefined || rules.length > 0) {
    throw errors.invalidField('versionId', 'and mode, ruleIds or rules are alternatives: a version has its own');
  }
  const row = await policyStore.findVersion(query, org, policy.id, versionId);
  if (row === undefined) throw errors.notFound('Policy version');
  const version = toVersion(row);
  return { mode: version.snapshot.mode, rules: version.rules };
}

function toDraftRule(input: RuleInput, index: number): ComplianceRule {
  assertCondition(input.ruleType, input.condition);
  const made = { id: `draft_${index}`, severity: 'warning', appliesTo: 'policies', isActive: true } as const;
  return { ...made, createdAt: '', updatedAt: '', ...input };
}

async function readRules(query: Query, org: number, ruleIds: readonly string[]): Promise<ComplianceRule[]> {
  const found = new Map((await ruleStore.findAll(query, org, ruleIds)).map((row) => [row.id, toRule(row)]));
  return ruleIds.map((id) => {
    const rule = found.get(id);
    if (rule === undefined) throw errors.invalidField('ruleIds', `names ${id}, which does not exist`);
    return rule;
  });
}

/** The rule as the policy makes it act, without the policy: so it can be run over any agent's logs. */
function standAlone(rule: ComplianceRule, mode: PolicyMode): CompilableRule {
  return { ...rule, appliesTo: 'organization', action: rule.action ?? mode };
}
