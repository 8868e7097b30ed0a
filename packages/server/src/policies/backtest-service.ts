import { setImmediate } from 'node:timers/promises';

import type { AuditLogFilter, Backtest, BacktestInput, BacktestResult } from 'agentaudit-schemas';

import type { AuditLogService } from '../audit-logs/service.ts';
import type { AuditLogStore } from '../audit-logs/store.ts';
import type { Database } from '../db/database.ts';
import type { BacktestsTable } from '../db/tables/rules.ts';
import { errors } from '../errors.ts';
import { toInstant } from '../http/instant.ts';
import type { OrganizationRef } from '../http/principal.ts';
import { newId } from '../ids.ts';
import type { JobHandler } from '../jobs/job.ts';
import { enqueue } from '../jobs/outbox.ts';
import { compareSides } from './backtest-comparison.ts';
import { type BacktestPlan, planBacktest } from './backtest-plan.ts';

export const backtestJob = 'policy.backtest';

interface BacktestPayload {
  backtestId: string;
  organizationId: string;
}

/** Logs judged between two looks at what else the process has to do. */
const logsPerTurn = 20;
const saveProgressEveryMs = 500;

export interface BacktestOptions {
  logs: AuditLogService;
  logStore: AuditLogStore;
  now: () => number;
}

/** Tries a draft or a version of a policy on the logs that are stored, in the background. */
export function createBacktestService(database: Database, { logs, logStore, now }: BacktestOptions) {
  const { query } = database;

  async function start(organization: OrganizationRef, policyId: string, input: BacktestInput): Promise<Backtest> {
    const org = organization.number;
    return database.transaction(async (transaction) => {
      const plan = await planBacktest(transaction, input, { org, policyId, nowMs: now() });
      const row: BacktestsTable = {
        org,
        id: newId('backtest'),
        policy_id: policyId,
        plan: JSON.stringify(plan),
        status: 'pending',
        progress: 0,
        result: null,
        error: null,
        created_at: now(),
      };
      await transaction.insertInto('backtests').values(row).execute();
      const payload: BacktestPayload = { backtestId: row.id, organizationId: organization.id };
      await enqueue(transaction, { org, kind: backtestJob, payload, nowMs: now() }).execute();
      return toBacktest(row);
    });
  }

  async function get({ number }: OrganizationRef, policyId: string, id: string): Promise<Backtest> {
    const row = await find(number, id);
    if (row === undefined || row.policy_id !== policyId) throw errors.notFound('Backtest');
    return toBacktest(row);
  }

  function find(org: number, id: string): Promise<BacktestsTable | undefined> {
    return query.selectFrom('backtests').selectAll().where('org', '=', org).where('id', '=', id).executeTakeFirst();
  }

  const handler: JobHandler<BacktestPayload> = {
    concurrency: 1,
    retryDelaysMs: [1000, 10_000],
    async run({ org, payload }, { signal }) {
      const { backtestId } = payload;
      const row = await find(org, backtestId);
      // With the policy its backtests go, too.
      if (row === undefined) return { outcome: 'done' };
      const organization = { number: org, id: payload.organizationId };
      const result = await judgeAll(organization, JSON.parse(row.plan) as BacktestPlan, {
        signal,
        onProgress: (progress) => save(org, backtestId, { status: 'running', progress }),
      });
      const done = { status: 'ready', progress: 1, result: JSON.stringify(result) } as const;
      return {
        outcome: 'done',
        record: async (transaction) => {
          await transaction
            .updateTable('backtests')
            .set(done)
            .where('org', '=', org)
            .where('id', '=', backtestId)
            .execute();
        },
      };
    },
    abandon: async (transaction, { org, payload }, error) => {
      await transaction
        .updateTable('backtests')
        .set({ status: 'failed', error })
        .where('org', '=', org)
        .where('id', '=', payload.backtestId)
        .execute();
    },
  };

  async function judgeAll(
    organization: OrganizationRef,
    plan: BacktestPlan,
    { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: number) => Promise<void> },
  ): Promise<BacktestResult> {
    const comparison = compareSides(plan);
    const filters = toFilters(plan);
    let total = 0;
    for (const filter of filters) total += await logStore.count(organization.number, filter);
    let done = 0;
    let savedAtMs = 0;
    for (const filter of filters) {
      for await (const page of logs.exportLogs(organization, { ...filter, order: 'asc' })) {
        for (const log of page) {
          comparison.add(log);
          if (++done % logsPerTurn === 0) await setImmediate();
          signal.throwIfAborted();
        }
        if (now() - savedAtMs < saveProgressEveryMs) continue;
        savedAtMs = now();
        await onProgress(Math.min(done / total, 0.999));
      }
    }
    return comparison.result();
  }

  async function save(org: number, id: string, values: Partial<BacktestsTable>): Promise<void> {
    await query.updateTable('backtests').set(values).where('org', '=', org).where('id', '=', id).execute();
  }

  return { start, get, handler: handler as JobHandler };
}

export type BacktestService = ReturnType<typeof createBacktestService>;

function toFilters({ from, to, agentIds }: BacktestPlan): AuditLogFilter[] {
  return agentIds === null ? [{ from, to }] : agentIds.map((agentId) => ({ from, to, agentId }));
}

function toBacktest(row: BacktestsTable): Backtest {
  return {
    id: row.id,
    policyId: row.policy_id,
    status: row.status,
    progress: row.progress,
    createdAt: toInstant(row.created_at),
    result: row.result === null ? null : (JSON.parse(row.result) as BacktestResult),
    error: row.error,
  };
}
