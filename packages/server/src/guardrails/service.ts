import type { GuardrailCheck, GuardrailVerdict, RulesInForce } from 'agentaudit-schemas';

import type { Database } from '../db/database.ts';
import type { OrganizationRef } from '../http/principal.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { runAsync } from '../ingest/script.ts';
import { readRulesInForce } from './rules-in-force.ts';

/** Judges what has not happened yet, here or where the agent runs. */
export function createGuardrailService(database: Database, ingest: Ingest) {
  async function check(
    organization: OrganizationRef,
    { action = 'guardrail_check', ...event }: GuardrailCheck,
  ): Promise<GuardrailVerdict> {
    const log = await ingest.check(organization, { ...event, action });
    const { checked_action: _, ...metadata } = log.metadata ?? {};
    return {
      allowed: log.enforcementAction !== 'block',
      enforcementAction: log.enforcementAction,
      violations: log.violations,
      content: {
        prompt: log.prompt ?? null,
        response: log.response ?? null,
        metadata: event.metadata === undefined ? null : metadata,
      },
      auditLogId: log.id,
    };
  }

  /** Raised by every change of what judges: a cheap answer to whether anything is new. */
  async function revision({ number }: OrganizationRef): Promise<number> {
    const head = await database.query
      .selectFrom('log_heads')
      .select('rules_revision')
      .where('org', '=', number)
      .executeTakeFirstOrThrow();
    return head.rules_revision;
  }

  async function rulesInForce(organization: OrganizationRef, agentId: string | undefined): Promise<RulesInForce> {
    const { number } = organization;
    const atRevision = await revision(organization);
    const { rules, policies } = await database.transaction((query) =>
      runAsync(readRulesInForce(query, number), async (statement) => {
        const { rows } = await query.executeQuery<Record<string, unknown>>(statement);
        return rows;
      }),
    );
    if (agentId === undefined) return { revision: atRevision, rules, policies };
    const mine = policies.filter(({ agentIds }) => agentIds.includes(agentId));
    const held = new Set(mine.flatMap(({ ruleIds }) => ruleIds));
    return {
      revision: atRevision,
      rules: rules.filter(({ id, appliesTo }) => appliesTo === 'organization' || held.has(id)),
      policies: mine.map((policy) => Object.assign(policy, { agentIds: [agentId] })),
    };
  }

  return { check, revision, rulesInForce };
}

export type GuardrailService = ReturnType<typeof createGuardrailService>;
