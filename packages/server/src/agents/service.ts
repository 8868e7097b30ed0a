import { type Agent, type AgentInput, type AgentUpdate, limits, type Page, type PageQuery } from 'agentaudit-schemas';

import type { Database, Query } from '../db/database.ts';
import type { AgentsTable } from '../db/tables/rules.ts';
import { errors } from '../errors.ts';
import { changeRules } from '../guardrails/change.ts';
import { pageById } from '../http/id-page.ts';
import { toInstant } from '../http/instant.ts';
import type { OrganizationRef } from '../http/principal.ts';
import { newId } from '../ids.ts';
import { checkMetadata } from '../ingest/metadata.ts';
import { agentStore } from './store.ts';

/** An organization's registered agents. Logs may name others, too. */
export function createAgentService(database: Database, now: () => number) {
  const { query } = database;

  async function list(organization: OrganizationRef, page: PageQuery): Promise<Page<Agent>> {
    const { number } = organization;
    return pageById(page, {
      list: async (range) => (await agentStore.list(query, number, range)).map((row) => toAgent(organization, row)),
      count: () => agentStore.count(query, number),
    });
  }

  async function get(organization: OrganizationRef, id: string): Promise<Agent> {
    return toAgent(organization, await find(query, organization, id));
  }

  async function create(organization: OrganizationRef, { name, metadata = {} }: AgentInput): Promise<Agent> {
    checkMetadata(metadata, undefined);
    const row = { id: newId('agent'), name, metadata: JSON.stringify(metadata), created_at: now() };
    await database.transaction(async (transaction) => {
      if ((await agentStore.count(transaction, organization.number)) >= limits.agents) {
        throw errors.invalid(`An organization has at most ${limits.agents} agents`);
      }
      await agentStore.insert(transaction, { org: organization.number, ...row });
    });
    return toAgent(organization, row);
  }

  async function update(organization: OrganizationRef, id: string, change: AgentUpdate): Promise<Agent> {
    const { name, metadata } = change;
    checkMetadata(metadata, undefined);
    return database.transaction(async (transaction) => {
      await find(transaction, organization, id);
      await agentStore.update(transaction, organization.number, id, {
        ...(name === undefined ? {} : { name }),
        ...(metadata === undefined ? {} : { metadata: JSON.stringify(metadata) }),
      });
      return toAgent(organization, await find(transaction, organization, id));
    });
  }

  /** Takes its policies off it, too. */
  async function remove(organization: OrganizationRef, id: string): Promise<void> {
    await changeRules(database, organization.number, async (transaction) => {
      await find(transaction, organization, id);
      await agentStore.remove(transaction, organization.number, id);
    });
  }

  return { list, get, create, update, remove };
}

export type AgentService = ReturnType<typeof createAgentService>;

type AgentRow = Omit<AgentsTable, 'org'>;

async function find(query: Query, { number }: OrganizationRef, id: string): Promise<AgentRow> {
  const row = await agentStore.find(query, number, id);
  if (row === undefined) throw errors.notFound('Agent');
  return row;
}

function toAgent({ id: organizationId }: OrganizationRef, row: AgentRow): Agent {
  return {
    id: row.id,
    name: row.name,
    organizationId,
    metadata: JSON.parse(row.metadata) as Record<string, unknown>,
    createdAt: toInstant(row.created_at),
  };
}
