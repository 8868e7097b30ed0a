import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Policy } from 'agentaudit-client';
import { Plus, Unlink } from 'lucide-react';
import { useState } from 'react';

import { client } from '../../../session/session.ts';
import { useMay } from '../../../session/use-account.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Failure, Skeleton } from '../../../ui/state.tsx';
import { ModeBadge, StateBadges } from '../../policies/policy-badges.tsx';
import { usePolicies } from '../../policies/use-policies.ts';
import { AttachPolicyDialog } from './attach-policy-dialog.tsx';

/** The policies that hold for an agent, beside the rules of the whole organization. */
export function AgentPolicies({ agentId }: { agentId: string }) {
  const policies = usePolicies();
  const mayManage = useMay('manage') === true;
  const [attaching, setAttaching] = useState(false);
  const [detaching, setDetaching] = useState<Policy>();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['policies'] });
  const detach = useMutation({
    mutationFn: (policyId: string) => client.policies.detachAgent(policyId, agentId),
    onSuccess: () => setDetaching(undefined),
    onSettled: refresh,
  });
  const attached = policies.data?.filter(({ agentIds }) => agentIds.includes(agentId)) ?? [];
  const others = policies.data?.filter(({ agentIds }) => !agentIds.includes(agentId)) ?? [];
  return (
    <Card
      title="Policies"
      actions={
        mayManage &&
        others.length > 0 && (
          <Button onClick={() => setAttaching(true)}>
            <Plus size={14} aria-hidden /> Attach
          </Button>
        )
      }
    >
      {policies.isPending && <Skeleton rows={2} />}
      {policies.isError && <Failure error={policies.error} onRetry={() => void policies.refetch()} />}
      {policies.isSuccess && attached.length === 0 && (
        <p className="text-muted">
          {policies.data.length === 0 ? (
            <>
              There are no policies yet
              {mayManage && (
                <>
                  :{' '}
                  <Link to="/policies" search={{ new: true }} className="text-accent underline">
                    make one
                  </Link>
                </>
              )}
              .
            </>
          ) : (
            'No policy is attached: rules of the whole organization judge it.'
          )}
        </p>
      )}
      {attached.length > 0 && (
        <ul className="divide-line -my-1 divide-y">
          {attached.map((policy) => (
            <li key={policy.id} className="flex items-center gap-2 py-1">
              <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
                <Link
                  to="/policies/$policyId"
                  params={{ policyId: policy.id }}
                  className="hover:text-accent min-w-0 font-medium break-words hover:underline"
                >
                  {policy.name}
                </Link>
                <ModeBadge mode={policy.mode} />
                <StateBadges {...policy} />
              </span>
              {mayManage && (
                <Button
                  look="quiet"
                  aria-label={`Detach ${policy.name}`}
                  title="Detach"
                  onClick={() => setDetaching(policy)}
                  className="text-bad size-8 px-0!"
                >
                  <Unlink size={14} aria-hidden />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <AttachPolicyDialog agentId={agentId} policies={others} open={attaching} onClose={() => setAttaching(false)} />
      <ConfirmDialog
        title={`Detach ${detaching?.name ?? ''}?`}
        verb="Detach"
        open={detaching !== undefined}
        pending={detach.isPending}
        error={detach.error}
        onConfirm={() => detaching !== undefined && detach.mutate(detaching.id)}
        onClose={() => {
          detach.reset();
          setDetaching(undefined);
        }}
      >
        <p>From its next log on, this policy no longer judges the agent.</p>
      </ConfirmDialog>
    </Card>
  );
}
