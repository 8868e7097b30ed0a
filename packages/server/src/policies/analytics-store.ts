import { type RawBuilder, sql } from 'kysely';

import type { Database } from '../db/database.ts';
import type { VerdictCountersTable } from '../db/tables/rules.ts';

/** Hours since 1970, both inclusive; `undefined`: without a bound. */
interface HourRange {
  from: number | undefined;
  to: number | undefined;
}

export interface AnalyticsFilter {
  hours: HourRange;
  agentId: string | undefined;
  /** Of one policy; without it of the organization as a whole. */
  policyId: string | undefined;
}

/** What was counted, added up over everything that is not in the row. */
export type CounterSum = Pick<
  VerdictCountersTable,
  'kind' | 'set_id' | 'rule_id' | 'severity' | 'action' | 'shadow' | 'logs' | 'findings'
>;

/** Reads the counters. Days that lie in the range as a whole are read as days. */
export function createAnalyticsStore({ query }: Database) {
  /** Sums over the whole range. */
  async function sums(org: number, filter: AnalyticsFilter): Promise<CounterSum[]> {
    const { rows } = await sql<CounterSum>`
      SELECT kind, set_id, rule_id, severity, action, shadow, ${total('logs')}, ${total('findings')}
      FROM ${counters(org, filter)} AS c GROUP BY kind, set_id, rule_id, severity, action, shadow`.execute(query);
    return rows;
  }

  async function sumsByAgent(org: number, filter: AnalyticsFilter): Promise<(CounterSum & { agent_id: string })[]> {
    const { rows } = await sql<CounterSum & { agent_id: string }>`
      SELECT agent_id, kind, set_id, action, shadow, ${total('logs')}, ${total('findings')}
      FROM ${counters(org, filter)} AS c GROUP BY agent_id, kind, set_id, action, shadow`.execute(query);
    return rows;
  }

  /** `day` counts from 1970. */
  async function sumsByDay(org: number, filter: AnalyticsFilter): Promise<(CounterSum & { day: number })[]> {
    const { rows } = await sql<CounterSum & { day: number }>`
      SELECT bucket / 24 AS day, kind, set_id, action, shadow, ${total('logs')}, ${total('findings')}
      FROM ${counters(org, filter)} AS c GROUP BY bucket / 24, kind, set_id, action, shadow ORDER BY 1`.execute(query);
    return rows;
  }

  /** Which rules and policies judged together, by set. */
  async function sets(org: number): Promise<Map<string, { ruleIds: string[]; policyIds: string[] }>> {
    const rows = await query
      .selectFrom('judged_sets')
      .select(['id', 'rule_ids', 'policy_ids'])
      .where('org', '=', org)
      .execute();
    return new Map(rows.map((row) => [row.id, { ruleIds: toIds(row.rule_ids), policyIds: toIds(row.policy_ids) }]));
  }

  async function timings(org: number): Promise<Map<string, number>> {
    const rows = await query
      .selectFrom('rule_timings')
      .select(['rule_id', 'samples', 'microseconds'])
      .where('org', '=', org)
      .execute();
    return new Map(rows.map((row) => [row.rule_id, row.microseconds / row.samples]));
  }

  async function ruleNames(org: number): Promise<Map<string, string>> {
    const rows = await query.selectFrom('rules').select(['id', 'name']).where('org', '=', org).execute();
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  return { sums, sumsByAgent, sumsByDay, sets, timings, ruleNames };
}

function counters(org: number, { hours, agentId, policyId }: AnalyticsFilter): RawBuilder<unknown> {
  const agent = agentId === undefined ? sql`` : sql`AND agent_id = ${agentId}`;
  // Of a policy: its own verdicts and hits. Of the organization: its verdicts, and hits whosever they are.
  const whose =
    policyId === undefined
      ? sql`AND (kind <> 'verdict' OR policy_id = '')`
      : sql`AND (kind = 'judged' OR policy_id = ${policyId})`;
  const ranges = rangesOf(hours).map(
    ({ unit, from, to }) => sql`SELECT * FROM verdict_counters
      WHERE org = ${org} AND hours = ${unit} AND bucket >= ${from} AND bucket < ${to} ${agent} ${whose}`,
  );
  return sql`(${sql.join(ranges, sql` UNION ALL `)})`;
}

interface BucketRange {
  unit: 1 | 24;
  from: number;
  /** Exclusive. */
  to: number;
}

/** Beyond every time that a log can have. */
const farAway = 2 ** 40;

/** Whole days in the middle, hours at both ends. */
function rangesOf({ from = -farAway * 24, to = farAway * 24 - 1 }: HourRange): BucketRange[] {
  const end = to + 1;
  const firstDay = Math.ceil(from / 24) * 24;
  const lastDay = Math.floor(end / 24) * 24;
  if (firstDay >= lastDay) return [{ unit: 1, from, to: end }];
  const ranges: BucketRange[] = [
    { unit: 1, from, to: firstDay },
    { unit: 24, from: firstDay, to: lastDay },
    { unit: 1, from: lastDay, to: end },
  ];
  return ranges.filter((range) => range.from < range.to);
}

/** PostgreSQL adds up to a type that the driver reads as text. */
function total(column: 'logs' | 'findings'): RawBuilder<number> {
  return sql`CAST(sum(${sql.ref(column)}) AS BIGINT) AS ${sql.ref(column)}`;
}

function toIds(text: string): string[] {
  return text === '' ? [] : text.split(',');
}
