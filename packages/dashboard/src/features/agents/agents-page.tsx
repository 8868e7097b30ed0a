import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';

import { client } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { textOf } from '../../ui/text-of.ts';

/** Agents that were given a name here, so that policies can be attached to them. */
export function AgentsPage() {
  const [adding, setAdding] = useState(false);
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['agents'] });
  const agents = useQuery({
    queryKey: ['agents'],
    queryFn: async ({ signal }) => await client.agents.list({ limit: 500 }, { signal }),
  });
  const analytics = useQuery({
    queryKey: ['overview', 'agents'],
    queryFn: ({ signal }) => client.policies.analytics({}, { signal }),
  });
  const add = useMutation({
    mutationFn: (name: string) => client.agents.create({ name }),
    onSuccess: () => setAdding(false),
    onSettled: refresh,
  });
  const remove = useMutation({ mutationFn: (id: string) => client.agents.delete(id), onSettled: refresh });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    add.mutate(textOf(new FormData(event.currentTarget), 'name'));
  };
  const countsOf = (id: string) => analytics.data?.byAgent.find(({ agentId }) => agentId === id);

  return (
    <Page
      title="Agents"
      actions={
        <Button look="primary" onClick={() => setAdding(true)}>
          <Plus size={14} aria-hidden /> Register agent
        </Button>
      }
    >
      {agents.isPending && <Skeleton rows={4} />}
      {(agents.isError || remove.isError) && (
        <Failure error={agents.error ?? remove.error} onRetry={() => void agents.refetch()} />
      )}
      {agents.isSuccess && agents.data.data.length === 0 && (
        <Empty title="No agent is registered">Any agentId may log. Register those that policies are to hold for.</Empty>
      )}
      {agents.isSuccess && agents.data.data.length > 0 && (
        <ul className="border-line bg-surface divide-line divide-y rounded-lg border">
          {agents.data.data.map((agent) => (
            <li key={agent.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <span className="grid min-w-48 flex-1 gap-0.5">
                <span className="font-medium">{agent.name}</span>
                <code className="text-muted font-mono text-xs break-all">{agent.id}</code>
              </span>
              <span className="text-muted text-xs tabular-nums">
                {countsOf(agent.id)?.evaluated ?? 0} judged · {countsOf(agent.id)?.violations ?? 0} findings
              </span>
              <Link to="/logs" search={{ agentId: agent.id }} className="text-accent underline">
                Logs
              </Link>
              <CopyButton text={agent.id} label="Copy id" />
              <Button
                look="danger"
                disabled={remove.isPending}
                onClick={() => confirm(`Remove ${agent.name}? Its logs and alerts stay.`) && remove.mutate(agent.id)}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Dialog title="Register an agent" open={adding} onClose={() => setAdding(false)}>
        <form onSubmit={submit} className="grid gap-4">
          {add.isError && <Failure error={add.error} />}
          <Field label="Name" name="name" placeholder="writer-agent" maxLength={200} required autoFocus />
          <Button type="submit" look="primary" disabled={add.isPending}>
            Register
          </Button>
        </form>
      </Dialog>
    </Page>
  );
}
