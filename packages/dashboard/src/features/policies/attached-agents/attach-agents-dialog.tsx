import { Link } from '@tanstack/react-router';
import type { Policy } from 'agentaudit-client';
import { useState } from 'react';

import { Button } from '../../../ui/button.tsx';
import { CheckField } from '../../../ui/check-field.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Empty, Failure, Skeleton } from '../../../ui/state.tsx';
import { countOf } from '../policy-words.ts';
import { useAttachment } from '../use-policies.ts';
import { useKnownAgents } from '../../agents/use-agent-names.ts';

interface AttachAgentsDialogProps {
  policy: Policy;
  open: boolean;
  onClose: () => void;
}

/** Choices drawn at once; a search narrows down the rest. */
const most = 100;

export function AttachAgentsDialog({ policy, open, onClose }: AttachAgentsDialogProps) {
  return (
    <Dialog title="Attach agents" open={open} onClose={onClose}>
      <Choice policy={policy} onClose={onClose} />
    </Dialog>
  );
}

function Choice({ policy, onClose }: Omit<AttachAgentsDialogProps, 'open'>) {
  const agents = useKnownAgents();
  const attachment = useAttachment(policy.id, { onDone: onClose });
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  if (agents.isPending) return <Skeleton rows={4} />;
  if (agents.isError) return <Failure error={agents.error} onRetry={() => void agents.refetch()} />;
  if (agents.data.length === 0) {
    return (
      <Empty title="No agent is registered">
        <Link to="/agents" search={{ new: true }} className="text-accent underline">
          Register an agent
        </Link>{' '}
        and log with its id: then policies can hold for it.
      </Empty>
    );
  }
  const taken = new Set(policy.agentIds);
  const word = text.trim().toLowerCase();
  const found = agents.data.filter(
    ({ id, name }) => !taken.has(id) && (id.includes(word) || name.toLowerCase().includes(word)),
  );
  // Of very many agents only some are listed: any other can be given by its id.
  const isOther = /^agent_\w{26}$/.test(word) && found.length === 0 && !taken.has(word);
  const offered = isOther ? [{ id: word, name: word }] : found;
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <div className="grid gap-3">
      <Field
        label="Search agents"
        type="search"
        value={text}
        onChange={({ target }) => setText(target.value)}
        placeholder="Name or id"
      />
      {offered.length === 0 ? (
        <p role="status" className="text-muted py-4 text-center">
          {word === '' ? 'Every agent is attached already.' : 'No agent is called that.'}
        </p>
      ) : (
        <ul className="border-line divide-line max-h-80 divide-y overflow-auto rounded-lg border">
          {offered.slice(0, most).map(({ id, name }) => (
            <li key={id} className="hover:bg-raised/60 px-3 py-2">
              <CheckField
                checked={chosen.includes(id)}
                onChange={() => toggle(id)}
                label={<span className="font-medium break-words">{name}</span>}
                hint={name === id ? undefined : <code className="font-mono break-all">{id}</code>}
              />
            </li>
          ))}
        </ul>
      )}
      {attachment.isError && <Failure error={attachment.error} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="text-muted mr-auto text-xs">It holds from the next log on.</p>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          disabled={chosen.length === 0 || attachment.isPending}
          onClick={() => attachment.mutate({ attach: chosen })}
        >
          Attach {chosen.length > 0 && countOf(chosen.length, 'agent')}
        </Button>
      </div>
    </div>
  );
}
