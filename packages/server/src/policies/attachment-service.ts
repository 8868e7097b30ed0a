import type { Policy } from 'agentaudit-schemas';

import { agentStore } from '../agents/store.ts';
import type { Database } from '../db/database.ts';
import { errors } from '../errors.ts';
import { changeRules } from '../guardrails/change.ts';
import type { OrganizationRef } from '../http/principal.ts';
import { readPolicy } from './policy-row.ts';
import { policyStore } from './store.ts';

/** Which agents policies hold for. */
export function createAttachmentService(database: Database) {
  async function attach(
    { number }: OrganizationRef,
    policyId: string,
    agentId: string,
  ): Promise<{ isNew: boolean; policy: Policy }> {
    return changeRules(database, number, async (transaction) => {
      await readPolicy(transaction, number, policyId);
      if ((await agentStore.find(transaction, number, agentId)) === undefined) throw errors.notFound('Agent');
      const isNew = await policyStore.attach(transaction, number, policyId, agentId);
      return { isNew, policy: await readPolicy(transaction, number, policyId) };
    });
  }

  async function detach({ number }: OrganizationRef, policyId: string, agentId: string): Promise<void> {
    await changeRules(database, number, async (transaction) => {
      await readPolicy(transaction, number, policyId);
      const wasAttached = await policyStore.detach(transaction, number, policyId, agentId);
      if (!wasAttached) throw errors.notFound('Attached agent');
    });
  }

  return { attach, detach };
}

export type AttachmentService = ReturnType<typeof createAttachmentService>;
