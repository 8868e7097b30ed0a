import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';

import { useMay } from '../../session/use-account.ts';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { useAnalytics } from '../policies/analytics/use-analytics.ts';
import { useKnownAgents } from './use-agent-names.ts';
import { AgentDialog } from './agent-dialog.tsx';
import type { AgentListSearch } from './agent-search.ts';
import { AgentsTable } from './agents-table.tsx';
import { UnregisteredAgents } from './unregistered-agents.tsx';
import { useAgentPages, useAgentRegistration } from './use-agents.ts';

/** Agents that have a name here, so that policies can hold for them; and those that log without one. */
export function AgentsPage() {
  const search = useSearch({ from: '/signed-in/agents' });
  const navigate = useNavigate({ from: '/agents' });
  const pages = useAgentPages();
  const mayManage = useMay('manage') === true;
  const analytics = useAnalytics({ days: 30 });
  const change = (next: Partial<Record<keyof AgentListSearch, unknown>>) =>
    void navigate({ search: (before) => ({ ...before, ...next }) as AgentListSearch, replace: true });
  const registration = useAgentRegistration({
    onRegistered: ({ id }) => void navigate({ to: '/agents/$agentId', params: { agentId: id }, replace: true }),
  });
  const agents = pages.data?.pages.flatMap(({ data }) => data) ?? [];
  const word = (search.q ?? '').toLowerCase();
  const known = useKnownAgents();
  // A search looks at more agents than those that were paged through.
  const searched = word === '' ? agents : (known.data ?? agents);
  const shown = searched.filter(({ id, name }) => name.toLowerCase().includes(word) || id.includes(word));
  const total = pages.data?.pages[0]?.total ?? agents.length;
  const counts = analytics.data?.analytics.byAgent;

  return (
    <Page
      title="Agents"
      actions={
        mayManage && (
          <Button look="primary" onClick={() => change({ new: true })}>
            <Plus size={14} aria-hidden /> Register agent
          </Button>
        )
      }
    >
      {pages.isPending && <Skeleton />}
      {pages.isError && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && agents.length === 0 && (
        <Empty title="No agent is registered">
          <p className="mb-3">
            Any agentId may log. Register an agent to give it a name, and policies that hold for it alone.
          </p>
          {mayManage && (
            <Button look="primary" onClick={() => change({ new: true })}>
              Register the first agent
            </Button>
          )}
        </Empty>
      )}
      {agents.length > 0 && (
        <>
          <div role="search">
            <SearchField
              label="Search agents"
              placeholder="Search name or id"
              value={search.q}
              onChange={(q) => change({ q })}
            />
          </div>
          <p role="status" className="text-muted -my-2 text-xs">
            {shown.length} of {total.toLocaleString()} {total === 1 ? 'agent' : 'agents'}
            {word === '' && ', with counts of the last 30 days'}
            {word !== '' &&
              total > searched.length &&
              `, searched among the newest ${searched.length.toLocaleString()}`}
          </p>
        </>
      )}
      {agents.length > 0 && shown.length === 0 && (
        <Empty title="No agent is called that">
          <Button onClick={() => change({ q: undefined })}>Clear search</Button>
        </Empty>
      )}
      {shown.length > 0 && <AgentsTable agents={shown} counts={counts} />}
      {pages.hasNextPage && word === '' && (
        <Button className="self-center" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          Show more
        </Button>
      )}
      {pages.isSuccess && counts !== undefined && <UnregisteredAgents counts={counts} />}
      <AgentDialog
        title="Register an agent"
        verb="Register"
        open={search.new === true && mayManage}
        saving={registration}
        onClose={() => change({ new: undefined })}
      />
    </Page>
  );
}
