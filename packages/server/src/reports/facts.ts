import { rootOf, decodeTree, toHex } from 'agentaudit-ledger';
import { packs } from 'agentaudit-rules';
import type { Severity } from 'agentaudit-schemas';
import { sql } from 'kysely';

import type { Database } from '../db/database.ts';

/** A rule that stood when the report was made. */
export interface ReportedRule {
  id: string;
  name: string;
  severity: Severity;
  isActive: boolean;
  packId: string | null;
  /** The pack that a policy's own rule was copied from. */
  copyOf: string | null;
  /** What it supports evidence for. */
  citation: string | null;
}

export interface AlertCounts {
  severity: Severity;
  disposition: string | null;
  isResolved: number;
  alerts: number;
  /** Of the resolved ones, from raising to resolving, on average. */
  averageMs: number | null;
}

/** What reports ask the database besides the logs. */
export function createReportFacts({ query }: Database) {
  async function organization(org: number): Promise<{ id: string; name: string }> {
    return query.selectFrom('organizations').select(['id', 'name']).where('number', '=', org).executeTakeFirstOrThrow();
  }

  /** The log as it is now: everything before `size` is under `rootHash`. */
  async function logHead(org: number): Promise<{ size: number; rootHash: string }> {
    const head = await query.selectFrom('log_heads').select('tree').where('org', '=', org).executeTakeFirst();
    if (head === undefined) return { size: 0, rootHash: '' };
    const tree = decodeTree(head.tree);
    return { size: tree.size, rootHash: toHex(rootOf(tree)) };
  }

  async function rules(org: number): Promise<ReportedRule[]> {
    const rows = await query
      .selectFrom('rules')
      .select(['id', 'name', 'severity', 'is_active', 'pack_id', 'pack_key'])
      .where('org', '=', org)
      .orderBy('id')
      .execute();
    return rows.map((row) => {
      // A copy names its pack in its key.
      const [origin = null, key] =
        row.pack_id === null ? (row.pack_key?.split('/') ?? []) : [row.pack_id, row.pack_key];
      return {
        id: row.id,
        name: row.name,
        severity: row.severity,
        isActive: row.is_active === 1,
        packId: row.pack_id,
        copyOf: row.pack_id === null ? origin : null,
        citation: citationOf(origin, key ?? null),
      };
    });
  }

  async function installedPacks(org: number): Promise<{ id: string; name: string }[]> {
    const rows = await query.selectFrom('installed_packs').select('pack_id').where('org', '=', org).execute();
    const installed = new Set(rows.map(({ pack_id }) => pack_id));
    return packs.filter(({ id }) => installed.has(id)).map(({ id, name }) => ({ id, name }));
  }

  /** Alerts raised in the window. */
  async function alerts(org: number, fromMs: number, toMs: number): Promise<AlertCounts[]> {
    return query
      .selectFrom('alerts')
      .select([
        'severity',
        'disposition',
        sql<number>`CASE WHEN resolved_at IS NULL THEN 0 ELSE 1 END`.as('isResolved'),
        sql<number>`count(*)`.as('alerts'),
        sql<number | null>`CAST(avg(resolved_at - created_at) AS DOUBLE PRECISION)`.as('averageMs'),
      ])
      .where('org', '=', org)
      .where('created_at', '>=', fromMs)
      .where('created_at', '<=', toMs)
      .groupBy(['severity', 'disposition', sql`CASE WHEN resolved_at IS NULL THEN 0 ELSE 1 END`])
      .execute();
  }

  return { organization, logHead, rules, installedPacks, alerts };
}

export type ReportFacts = ReturnType<typeof createReportFacts>;

function citationOf(packId: string | null, key: string | null): string | null {
  const pack = packs.find(({ id }) => id === packId);
  return pack?.rules.find((rule) => rule.key === key)?.citation ?? null;
}
