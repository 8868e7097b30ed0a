import { packs } from 'agentaudit-rules';
import { type InstalledPack, limits, type Pack, type PackId, type Page, type PageQuery } from 'agentaudit-schemas';

import { assertRoomForRules } from '../compliance-rules/check.ts';
import { ruleColumns, toRule } from '../compliance-rules/rule-row.ts';
import { ruleStore } from '../compliance-rules/store.ts';
import type { Database, Query } from '../db/database.ts';
import { errors } from '../errors.ts';
import { changeRules } from '../guardrails/change.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { OrganizationRef } from '../http/principal.ts';
import { addVersions, policiesWith } from '../policies/versions.ts';
import { findPack, toPack, toRuleRow } from './pack-rows.ts';

/** The curated rule sets, and which of them an organization has installed. */
export function createPackService(database: Database, now: () => number) {
  const { query } = database;

  async function list(
    { number }: OrganizationRef,
    page: PageQuery,
    { installedOnly = false }: { installedOnly?: boolean } = {},
  ): Promise<Page<Pack>> {
    const installed = await installedIds(query, number);
    const all = packs.map((pack) => toPack(pack, installed.has(pack.id)));
    return pageOf(
      all.filter((pack) => pack.installed || !installedOnly),
      page,
    );
  }

  /** Installs what is missing: a pack is installed once, however often and by however many at once it is asked for. */
  async function install(
    { number }: OrganizationRef,
    packId: PackId,
  ): Promise<{ isNew: boolean; pack: InstalledPack }> {
    const pack = findPack(packId);
    if (pack === undefined) throw errors.notFound('Pack');
    return changeRules(database, number, async (transaction) => {
      const added = await transaction
        .insertInto('installed_packs')
        .values({ org: number, pack_id: packId, installed_at: now() })
        .onConflict((conflict) => conflict.doNothing())
        .returning('pack_id')
        .executeTakeFirst();
      const present = new Set((await packRules(transaction, number, packId)).map(({ pack_key }) => pack_key));
      const missing = pack.rules.filter(({ key }) => !present.has(key));
      await assertRoomForRules(transaction, number, missing.length);
      const rows = missing.map((rule) => toRuleRow(pack, rule, { org: number, nowMs: now() }));
      await ruleStore.insert(transaction, rows);
      const rules = (await packRules(transaction, number, packId)).map((row) => toRule(row));
      return { isNew: added !== undefined, pack: { packId, rules } };
    });
  }

  /** Removes the pack's rules, from policies too. Copies in cloned policies stay. */
  async function uninstall({ number }: OrganizationRef, packId: string): Promise<void> {
    await changeRules(database, number, async (transaction) => {
      const removed = await transaction
        .deleteFrom('installed_packs')
        .where('org', '=', number)
        .where('pack_id', '=', packId)
        .returning('pack_id')
        .executeTakeFirst();
      if (removed === undefined) throw errors.notFound('Installed pack');
      const ruleIds = (await packRules(transaction, number, packId)).map(({ id }) => id);
      const policies = await policiesWith(transaction, number, ruleIds);
      await ruleStore.remove(transaction, number, ruleIds);
      await addVersions(transaction, number, policies, { note: `Pack ${packId} was uninstalled`, nowMs: now() });
    });
  }

  return { list, install, uninstall };
}

export type PackService = ReturnType<typeof createPackService>;

async function installedIds(query: Query, org: number): Promise<Set<string>> {
  const rows = await query.selectFrom('installed_packs').select('pack_id').where('org', '=', org).execute();
  return new Set(rows.map(({ pack_id }) => pack_id));
}

function packRules(query: Query, org: number, packId: string) {
  return query
    .selectFrom('rules')
    .select([...ruleColumns, 'pack_key'])
    .where('org', '=', org)
    .where('pack_id', '=', packId)
    .orderBy('id')
    .execute();
}

/** A page of what is in memory whole, in its own order. */
function pageOf(items: Pack[], { limit = limits.pageDefault, offset = 0, cursor }: PageQuery): Page<Pack> {
  if (cursor !== undefined && offset > 0) throw errors.invalidField('offset', 'and cursor are alternatives: give one');
  const start = cursor === undefined ? offset : Number(decodeCursor(cursor, ['number'])[0]);
  const end = start + limit;
  const nextCursor = end < items.length ? encodeCursor([end]) : null;
  return { data: items.slice(start, end), limit, offset, total: items.length, nextCursor };
}
