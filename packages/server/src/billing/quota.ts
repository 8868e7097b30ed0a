import { type AuditLogInput, type BatchEntry, type Plan, planQuotas } from 'agentaudit-schemas';
import { sql } from 'kysely';

import type { Database } from '../db/database.ts';
import { errors } from '../errors.ts';
import type { OrganizationRef } from '../http/principal.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { monthOf } from '../ingest/usage.ts';

/** How long what is known of an organization is trusted. Other server processes count too. */
const freshMs = 1000;
const maxKnown = 20_000;
const longestRetryAfterSeconds = 3600;

interface Usage {
  plan: Plan;
  month: string;
  events: number;
  readAtMs: number;
}

/**
 * Refuses logs past what a plan holds in a month, before anything is stored. Requests that are on
 * their way at once may go over it a little: nobody is refused who was within.
 */
export function createQuota({ query }: Database, now: () => number) {
  const known = new Map<number, Usage>();

  async function admit(organization: OrganizationRef, entries: (AuditLogInput | BatchEntry)[]): Promise<void> {
    const usage = await read(organization.number, { fresh: false });
    if (fits(usage, entries.length)) return;
    const sure = await read(organization.number, { fresh: true });
    if (fits(sure, entries.length) || (await areStored(organization.number, entries))) return;
    throw refuse(sure, entries.length, now());
  }

  async function read(org: number, { fresh }: { fresh: boolean }): Promise<Usage> {
    const nowMs = now();
    const month = monthOf(nowMs);
    const found = known.get(org);
    if (!fresh && found?.month === month && nowMs - found.readAtMs < freshMs && nowMs >= found.readAtMs) return found;
    const row = await query
      .selectFrom('organizations as o')
      .leftJoin('usage_months as u', (join) => join.onRef('u.org', '=', 'o.number').on('u.month', '=', month))
      .select(['o.plan', sql<number>`coalesce(u.events, 0)`.as('events')])
      .where('o.number', '=', org)
      .executeTakeFirstOrThrow();
    const usage = { ...row, month, readAtMs: nowMs };
    if (known.size >= maxKnown) known.clear();
    known.set(org, usage);
    return usage;
  }

  /** A retry of what was acknowledged stores nothing, so it passes. */
  async function areStored(org: number, entries: (AuditLogInput | BatchEntry)[]): Promise<boolean> {
    const ids = entries.flatMap(({ id }) => id ?? []);
    if (ids.length < entries.length) return false;
    const rows = await query
      .selectFrom('log_envelopes')
      .select('id')
      .where('org', '=', org)
      .where('id', 'in', ids)
      .execute();
    return rows.length === new Set(ids).size;
  }

  function note(org: number, events: number): void {
    const usage = known.get(org);
    if (usage !== undefined) usage.events += events;
  }

  async function counted<Result>(
    organization: OrganizationRef,
    entries: (AuditLogInput | BatchEntry)[],
    store: () => Promise<Result>,
  ): Promise<Result> {
    await admit(organization, entries);
    const result = await store();
    note(organization.number, entries.length);
    return result;
  }

  return {
    /** The way into the log for customers: past the quota it throws a 429. */
    meter: (ingest: Ingest): Ingest => ({
      ...ingest,
      log: (organization, input) => counted(organization, [input], () => ingest.log(organization, input)),
      check: (organization, input) => counted(organization, [input], () => ingest.check(organization, input)),
      batch: (organization, inputs) => counted(organization, inputs, () => ingest.batch(organization, inputs)),
    }),
    /** A plan changed: what is known is read anew. */
    forget: () => known.clear(),
  };
}

export type Quota = ReturnType<typeof createQuota>;

function fits({ plan, events }: Usage, more: number): boolean {
  const quota = planQuotas[plan];
  return quota === null || events + more <= quota;
}

function refuse({ plan, events }: Usage, more: number, nowMs: number) {
  const quota = planQuotas[plan] ?? 0;
  const next = new Date(nowMs);
  const resetMs = Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1) - nowMs;
  const resetSeconds = Math.ceil(resetMs / 1000);
  return errors.quotaExceeded(
    `The ${plan} plan holds ${grouped(quota)} events a month, of which ${grouped(events)} are used: ` +
      `${more === 1 ? 'one more does' : `${grouped(more)} more do`} not fit. Nothing was stored. ` +
      `Choose a larger plan, or try again on ${new Date(nowMs + resetMs).toISOString().slice(0, 10)}.`,
    {
      'retry-after': String(Math.min(resetSeconds, longestRetryAfterSeconds)),
      'ratelimit-limit': String(quota),
      'ratelimit-remaining': String(Math.max(0, quota - events)),
      'ratelimit-reset': String(resetSeconds),
    },
  );
}

/** Such as 50,000. */
function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
