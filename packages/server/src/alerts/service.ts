import type { Alert, AlertQuery, AlertResolution, Page } from 'agentaudit-schemas';

import type { Database, Query } from '../db/database.ts';
import { errors } from '../errors.ts';
import { pageById } from '../http/id-page.ts';
import type { Principal } from '../http/principal.ts';
import { type AlertRow, alertColumns, toAlert } from './alert-row.ts';

type Filter = Pick<AlertQuery, 'resolved' | 'severity' | 'agentId' | 'ruleId' | 'policyId'>;

/** An organization's alerts, newest first. */
export function createAlertService(database: Database, now: () => number) {
  const { query } = database;

  async function list(
    { organization }: Principal,
    { limit, offset, cursor, ...filter }: AlertQuery,
  ): Promise<Page<Alert>> {
    const page = {
      ...(limit === undefined ? {} : { limit }),
      ...(offset === undefined ? {} : { offset }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    return pageById(page, {
      list: async (range) => {
        const all = filtered(organization.number, filter).select(alertColumns);
        const rest = range.lastId === undefined ? all : all.where('id', '<', range.lastId);
        const rows = await rest.orderBy('id', 'desc').limit(range.limit).offset(range.offset).execute();
        return rows.map((row) => toAlert(row));
      },
      count: async () => {
        const { total } = await filtered(organization.number, filter)
          .select(({ fn }) => fn.countAll<number>().as('total'))
          .executeTakeFirstOrThrow();
        return total;
      },
    });
  }

  function filtered(org: number, { resolved, severity, agentId, ruleId, policyId }: Filter) {
    let found = query.selectFrom('alerts').where('org', '=', org);
    if (resolved !== undefined) found = found.where('resolved_at', resolved ? 'is not' : 'is', null);
    if (severity !== undefined) found = found.where('severity', '=', severity);
    if (agentId !== undefined) found = found.where('agent_id', '=', agentId);
    if (ruleId !== undefined) found = found.where('rule_id', '=', ruleId);
    if (policyId !== undefined) found = found.where('policy_id', '=', policyId);
    return found;
  }

  /** Who resolved it first, and when, stays; a note or disposition given later replaces the one before. */
  async function resolve({ organization, id: by }: Principal, id: string, resolution: AlertResolution): Promise<Alert> {
    const { note, disposition } = resolution;
    return database.transaction(async (transaction) => {
      await transaction
        .updateTable('alerts')
        .set((expression) => ({
          resolved_at: expression.fn.coalesce('resolved_at', expression.val(now())),
          resolved_by: expression.fn.coalesce('resolved_by', expression.val(by)),
          ...(note === undefined ? {} : { note }),
          ...(disposition === undefined ? {} : { disposition }),
        }))
        .where('org', '=', organization.number)
        .where('id', '=', id)
        .execute();
      return toAlert(await find(transaction, organization.number, id));
    });
  }

  return {
    list,
    get: async ({ organization }: Principal, id: string): Promise<Alert> =>
      toAlert(await find(query, organization.number, id)),
    resolve,
  };
}

export type AlertService = ReturnType<typeof createAlertService>;

async function find(query: Query, org: number, id: string): Promise<AlertRow> {
  const row = await query
    .selectFrom('alerts')
    .select(alertColumns)
    .where('org', '=', org)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw errors.notFound('Alert');
  return row;
}
