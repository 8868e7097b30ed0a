import type { CompilableRule } from 'agentaudit-rules';
import type { BacktestInput, ComplianceRule, PolicyMode } from 'agentaudit-schemas';

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
  const draft = await toDraft(query, input, { org, policyId });
  const { from = toInstant(nowMs - usualMs), to = toInstant(nowMs) } = input;
  if (parseInstant(from)! > parseInstant(to)!) throw errors.invalidField('from', 'must not be after to');
  const own = await readRules(query, org, policy.ruleIds);
  const agentIds = input.agentId === undefined ? policy.agentIds : [input.agentId];
  return {
    current: own.map((rule) => standAlone(rule, policy.mode)),
    candidate: (draft.rules ?? own).map((rule) => standAlone(rule, draft.mode ?? policy.mode)),
    from,
    to,
    agentIds: agentIds.length === 0 ? null : agentIds,
  };
}

async function toDraft(
  query: Query,
  { versionId, mode, ruleIds }: BacktestInput,
  { org, policyId }: Pick<PlanOptions, 'org' | 'policyId'>,
): Promise<{ mode?: PolicyMode; rules?: ComplianceRule[] }> {
  if (versionId === undefined) {
    const rules = ruleIds === undefined ? {} : { rules: await readRules(query, org, ruleIds) };
    return { ...rules, ...(mode === undefined ? {} : { mode }) };
  }
  if (mode !== undefined || ruleIds !== undefined) {
    throw errors.invalidField('versionId', 'and mode or ruleIds are alternatives: a version has its own');
  }
  const row = await policyStore.findVersion(query, org, policyId, versionId);
  if (row === undefined) throw errors.notFound('Policy version');
  const { snapshot, rules } = toVersion(row);
  return { mode: snapshot.mode, rules };
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
