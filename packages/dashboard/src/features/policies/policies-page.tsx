import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';

import { useMay } from '../../session/use-account.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { CreatePolicyDialog } from './create-policy-dialog.tsx';
import { filterPolicies } from './filter-policies.ts';
import { PoliciesTable } from './policies-table.tsx';
import { PolicyFilterBar } from './policy-filter-bar.tsx';
import type { PolicyListSearch } from './policy-search.ts';
import { countOf } from './policy-words.ts';
import { usePolicies } from './use-policies.ts';

/** Which rules hold for which agents. */
export function PoliciesPage() {
  const search = useSearch({ from: '/signed-in/policies' });
  const navigate = useNavigate({ from: '/policies' });
  const policies = usePolicies();
  const mayManage = useMay('manage') === true;
  const shown = useMemo(() => filterPolicies(policies.data ?? [], search), [policies.data, search]);
  const all = policies.data?.length ?? 0;
  const change = (next: Partial<Record<keyof PolicyListSearch, unknown>>) =>
    void navigate({ search: (before) => ({ ...before, ...next }) as PolicyListSearch, replace: true });

  return (
    <Page
      title="Policies"
      actions={
        <>
          <Link to="/rules" className="text-accent px-2 underline">
            Rules
          </Link>
          {mayManage && (
            <Button look="primary" onClick={() => change({ new: true })}>
              <Plus size={14} aria-hidden /> New policy
            </Button>
          )}
        </>
      }
    >
      {policies.isPending && <Skeleton />}
      {policies.isError && <Failure error={policies.error} onRetry={() => void policies.refetch()} />}
      {policies.isSuccess && all === 0 && (
        <Empty title="No policies yet">
          <p className="mb-3">
            A policy is a set of rules that holds for the agents it is attached to. Each change makes a version that you
            can compare and restore; in shadow it only records what it would have done.
          </p>
          {mayManage && (
            <Button look="primary" onClick={() => change({ new: true })}>
              Make the first policy
            </Button>
          )}
        </Empty>
      )}
      {all > 0 && (
        <>
          <PolicyFilterBar search={search} onChange={change} />
          <p role="status" className="text-muted -my-2 text-xs">
            {shown.length === all ? countOf(all, 'policy', 'policies') : `${shown.length} of ${all} policies`}
          </p>
        </>
      )}
      {all > 0 && shown.length === 0 && (
        <Empty title="No policy passes these filters">
          <Button onClick={() => change({ q: undefined, state: undefined })}>Clear filters</Button>
        </Empty>
      )}
      {shown.length > 0 && <PoliciesTable policies={shown} />}
      <CreatePolicyDialog
        open={search.new === true && mayManage}
        onClose={() => change({ new: undefined })}
        onCreated={({ id }) => void navigate({ to: '/policies/$policyId', params: { policyId: id }, replace: true })}
      />
    </Page>
  );
}
