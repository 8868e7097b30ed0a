import type { AnalyticsQuery, PolicyAnalytics, RuleCounts, VerdictCounts } from 'agentaudit-schemas';

import type { Database } from '../db/database.ts';
import { errors } from '../errors.ts';
import { parseInstant, toInstant } from '../http/instant.ts';
import type { OrganizationRef } from '../http/principal.ts';
import { type AnalyticsFilter, type CounterSum, createAnalyticsStore } from './analytics-store.ts';
import { readPolicy } from './policy-row.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Agents in one answer: those with the most findings. */
const mostAgents = 500;

/** What the rules did, out of counters that are kept as logs come in. */
export function createAnalytics(database: Database) {
  const store = createAnalyticsStore(database);

  async function ofOrganization({ number }: OrganizationRef, query: AnalyticsQuery): Promise<PolicyAnalytics> {
    return add(number, { ...toFilter(query), policyId: undefined }, () => true);
  }

  async function ofPolicy(
    { number }: OrganizationRef,
    policyId: string,
    query: AnalyticsQuery,
  ): Promise<PolicyAnalytics> {
    const { ruleIds } = await readPolicy(database.query, number, policyId);
    const held = new Set(ruleIds);
    return add(number, { ...toFilter(query), policyId }, (ruleId) => held.has(ruleId));
  }

  async function add(
    org: number,
    filter: AnalyticsFilter,
    isHeld: (ruleId: string) => boolean,
  ): Promise<PolicyAnalytics> {
    const sets = await store.sets(org);
    /** Whether an evaluation counts here: one of a policy does where the policy was in force. */
    const counts = ({ kind, set_id }: CounterSum) =>
      kind !== 'judged' ||
      filter.policyId === undefined ||
      sets.get(set_id)?.policyIds.includes(filter.policyId) === true;

    const rows = (await store.sums(org, filter)).filter(counts);
    const totals = empty();
    const bySeverity = { info: 0, warning: 0, critical: 0 };
    const byRule = new Map<string, Omit<RuleCounts, 'ruleName' | 'averageMicroseconds'>>();
    const ruleOf = (ruleId: string) => {
      const known = byRule.get(ruleId) ?? { ruleId, hits: 0, ...empty() };
      byRule.set(ruleId, known);
      return known;
    };
    for (const row of rows) {
      addTo(totals, row);
      if (row.kind === 'judged') {
        for (const id of sets.get(row.set_id)?.ruleIds ?? []) if (isHeld(id)) ruleOf(id).evaluated += row.logs;
      }
      if (row.kind === 'hit') {
        if (row.severity !== '' && row.shadow === 0) bySeverity[row.severity] += row.findings;
        addHit(ruleOf(row.rule_id), row);
      }
    }
    return {
      ...toBounds(filter),
      totals,
      byRule: await describe(org, [...byRule.values()]),
      byAgent: groupSums((await store.sumsByAgent(org, filter)).filter(counts), ({ agent_id }) => agent_id)
        .map(([agentId, sum]) => Object.assign({ agentId: agentId === '' ? null : agentId }, sum))
        .sort((a, b) => b.violations - a.violations || b.evaluated - a.evaluated)
        .slice(0, mostAgents),
      byDay: groupSums((await store.sumsByDay(org, filter)).filter(counts), ({ day }) => day).map(([day, sum]) =>
        Object.assign({ day: toInstant(day * dayMs).slice(0, 10) }, sum),
      ),
      bySeverity,
    };
  }

  async function describe(
    org: number,
    rules: Omit<RuleCounts, 'ruleName' | 'averageMicroseconds'>[],
  ): Promise<RuleCounts[]> {
    const names = await store.ruleNames(org);
    const timings = await store.timings(org);
    return rules
      .map((rule) =>
        Object.assign(rule, {
          ruleName: names.get(rule.ruleId) ?? null,
          averageMicroseconds: timings.get(rule.ruleId) ?? null,
        }),
      )
      .sort((a, b) => b.violations - a.violations || b.evaluated - a.evaluated || (a.ruleId < b.ruleId ? -1 : 1));
  }

  return { ofOrganization, ofPolicy };
}

export type Analytics = ReturnType<typeof createAnalytics>;

function toFilter({ from, to, agentId }: AnalyticsQuery): Omit<AnalyticsFilter, 'policyId'> {
  const fromMs = from === undefined ? undefined : parseInstant(from)!;
  const toMs = to === undefined ? undefined : parseInstant(to)!;
  if (fromMs !== undefined && toMs !== undefined && fromMs > toMs) {
    throw errors.invalidField('from', 'must not be after to');
  }
  return { hours: { from: toHour(fromMs), to: toHour(toMs) }, agentId };
}

function toHour(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.floor(ms / hourMs);
}

function toBounds({ hours: { from, to } }: AnalyticsFilter): Pick<PolicyAnalytics, 'from' | 'to'> {
  return {
    from: from === undefined ? null : toInstant(from * hourMs),
    to: to === undefined ? null : toInstant((to + 1) * hourMs - 1),
  };
}

function empty(): VerdictCounts {
  return { evaluated: 0, violations: 0, block: 0, redact: 0, flag: 0, log: 0, shadow: 0 };
}

function addTo(sum: VerdictCounts, { kind, action, shadow, logs, findings }: CounterSum): void {
  if (kind === 'judged') sum.evaluated += logs;
  else if (kind === 'verdict') {
    if (action !== '' && action !== 'allow') sum[action] += logs;
  } else if (shadow === 1) sum.shadow += findings;
  else sum.violations += findings;
}

function addHit(rule: Omit<RuleCounts, 'ruleName' | 'averageMicroseconds'>, row: CounterSum): void {
  if (row.shadow === 1) {
    rule.shadow += row.findings;
    return;
  }
  rule.hits += row.logs;
  rule.violations += row.findings;
  if (row.action !== '' && row.action !== 'allow') rule[row.action] += row.logs;
}

function groupSums<Row extends CounterSum, Key>(rows: Row[], keyOf: (row: Row) => Key): [Key, VerdictCounts][] {
  const groups = new Map<Key, VerdictCounts>();
  for (const row of rows) {
    const sum = groups.get(keyOf(row)) ?? empty();
    groups.set(keyOf(row), sum);
    addTo(sum, row);
  }
  return [...groups];
}
