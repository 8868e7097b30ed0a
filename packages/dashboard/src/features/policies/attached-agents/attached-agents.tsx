import { Link } from '@tanstack/react-router';
import { Plus, Unlink } from 'lucide-react';
import { useState } from 'react';

import { useMay } from '../../../session/use-account.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Empty } from '../../../ui/state.tsx';
import { usePolicyContext } from '../policy-context.ts';
import { countOf } from '../policy-words.ts';
import { useAttachment } from '../use-policies.ts';
import { AttachAgentsDialog } from './attach-agents-dialog.tsx';
import { useAgentName } from '../../agents/use-agent-names.ts';

/** Rows drawn at first, and each time more are asked for. */
const step = 50;

/** Whom the policy holds for. Attaching and detaching hold from the next log, and make no version. */
export function AttachedAgents() {
  const { policy } = usePolicyContext();
  const nameOf = useAgentName();
  const mayManage = useMay('manage') === true;
  const [attaching, setAttaching] = useState(false);
  const [detaching, setDetaching] = useState<string>();
  const [shown, setShown] = useState(step);
  const detachment = useAttachment(policy.id, { onDone: () => setDetaching(undefined) });
  return (
    <section aria-labelledby="policy-agents" className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="policy-agents" className="font-semibold">
          {countOf(policy.agentIds.length, 'agent')}
        </h2>
        {mayManage && policy.agentIds.length > 0 && (
          <Button onClick={() => setAttaching(true)}>
            <Plus size={14} aria-hidden /> Attach
          </Button>
        )}
      </div>
      {policy.agentIds.length === 0 ? (
        <Empty title="No agent is attached">
          {mayManage && (
            <Button look="primary" onClick={() => setAttaching(true)}>
              Attach agents
            </Button>
          )}
        </Empty>
      ) : (
        <ul className="border-line bg-surface divide-line divide-y overflow-hidden rounded-lg border">
          {policy.agentIds.slice(0, shown).map((id) => (
            <li key={id} className="flex items-center gap-2 py-1.5 pr-2 pl-4">
              <span className="grid min-w-0 flex-1">
                <Link
                  to="/agents/$agentId"
                  params={{ agentId: id }}
                  className="hover:text-accent truncate font-medium hover:underline"
                >
                  {nameOf(id)}
                </Link>
                {nameOf(id) !== id && <code className="text-muted truncate font-mono text-xs">{id}</code>}
              </span>
              {mayManage && (
                <Button
                  look="quiet"
                  aria-label={`Detach ${nameOf(id)}`}
                  title="Detach"
                  onClick={() => setDetaching(id)}
                  className="text-bad size-8 px-0!"
                >
                  <Unlink size={14} aria-hidden />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {policy.agentIds.length > shown && (
        <Button className="justify-self-center" onClick={() => setShown(shown + step)}>
          Show {Math.min(step, policy.agentIds.length - shown)} more
        </Button>
      )}
      <AttachAgentsDialog policy={policy} open={attaching} onClose={() => setAttaching(false)} />
      <ConfirmDialog
        title={`Detach ${nameOf(detaching ?? '')}?`}
        verb="Detach"
        open={detaching !== undefined}
        pending={detachment.isPending}
        error={detachment.error}
        onConfirm={() => detaching !== undefined && detachment.mutate({ detach: [detaching] })}
        onClose={() => {
          detachment.reset();
          setDetaching(undefined);
        }}
      >
        <p>
          From its next log on, {policy.name} no longer judges it. Rules of the organization and its other policies do.
        </p>
      </ConfirmDialog>
    </section>
  );
}
