import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router';
import type { Policy } from 'agentaudit-client';
import { Pencil, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';

import { useMay } from '../../session/use-account.ts';
import { Button } from '../../ui/button.tsx';
import { LeaveDialog } from '../../ui/leave-dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { DeletePolicyDialog } from './delete-policy-dialog.tsx';
import { EditPolicyDialog } from './edit-policy-dialog.tsx';
import { PolicyContext } from './policy-context.ts';
import { PolicyFacts } from './policy-facts.tsx';
import { useRuleDraft } from './rules/use-rule-draft.ts';
import { usePolicy } from './use-policies.ts';

/** The frame of all pages of one policy. */
export function PolicyLayout() {
  const { policyId } = useParams({ strict: false });
  return <LoadedPolicy key={policyId} id={policyId!} />;
}

function LoadedPolicy({ id }: { id: string }) {
  const policy = usePolicy(id);
  if (policy.data !== undefined) return <PolicyFrame policy={policy.data} />;
  return (
    <Page title="Policy" actions={<AllPolicies />}>
      {policy.isPending && <Skeleton />}
      {policy.isError && <Failure error={policy.error} onRetry={() => void policy.refetch()} />}
    </Page>
  );
}

const tabs = [
  { to: '/policies/$policyId', label: 'Rules', more: ' and agents' },
  { to: '/policies/$policyId/versions', label: 'Versions', more: '' },
  { to: '/policies/$policyId/analytics', label: 'Analytics', more: '' },
  { to: '/policies/$policyId/backtest', label: 'Backtest', more: '' },
] as const;

function PolicyFrame({ policy }: { policy: Policy }) {
  const draft = useRuleDraft(policy);
  const content = useMemo(() => ({ policy, draft }), [policy, draft]);
  const navigate = useNavigate();
  const mayManage = useMay('manage') === true;
  const [open, setOpen] = useState<'edit' | 'delete' | 'gone'>();
  return (
    <PolicyContext value={content}>
      <Page
        title={policy.name}
        actions={
          <>
            <AllPolicies />
            {mayManage && (
              <>
                <Button onClick={() => setOpen('edit')}>
                  <Pencil size={14} aria-hidden /> Edit
                </Button>
                <Button look="danger" onClick={() => setOpen('delete')}>
                  <Trash2 size={14} aria-hidden /> Delete
                </Button>
              </>
            )}
          </>
        }
      >
        <PolicyFacts policy={policy} />
        <nav aria-label="Policy" className="border-line flex flex-wrap border-b">
          {tabs.map(({ to, label, more }) => (
            <Link
              key={to}
              to={to}
              params={{ policyId: policy.id }}
              activeOptions={{ exact: true, includeSearch: false }}
              className="text-muted hover:text-ink [&.active]:border-accent [&.active]:text-ink -mb-px border-b-2 border-transparent px-3 py-2 font-medium"
            >
              {label}
              <span className="max-sm:sr-only">{more}</span>
              {label === 'Rules' && draft.isChanged && (
                <span className="bg-warn ml-1.5 inline-block size-2 rounded-full align-middle">
                  <span className="sr-only">, not saved</span>
                </span>
              )}
            </Link>
          ))}
        </nav>
        <Outlet />
        <EditPolicyDialog policy={policy} open={open === 'edit'} onClose={() => setOpen(undefined)} />
        <DeletePolicyDialog
          policy={open === 'delete' ? policy : undefined}
          onClose={() => setOpen(undefined)}
          onDeleted={() => {
            setOpen('gone');
            void navigate({ to: '/policies', ignoreBlocker: true });
          }}
        />
        <LeaveDialog
          when={draft.isChanged && open !== 'gone'}
          leaves={(_current, next) => !`${next}/`.startsWith(`/policies/${policy.id}/`)}
        >
          What you changed in the rules of this policy would be lost.
        </LeaveDialog>
      </Page>
    </PolicyContext>
  );
}

function AllPolicies() {
  return (
    <Link to="/policies" className="text-accent px-2 underline">
      All policies
    </Link>
  );
}
