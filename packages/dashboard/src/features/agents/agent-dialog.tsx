import type { Agent, AgentInput } from 'agentaudit-client';
import { type FormEvent, useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/state.tsx';
import { AgentFields, readAgent } from './agent-fields.tsx';

interface AgentDialogProps {
  title: string;
  verb: string;
  /** The one to change; a new one when absent. */
  agent?: Agent;
  open: boolean;
  saving: { isPending: boolean; error: Error | null; mutate: (input: AgentInput) => void; reset: () => void };
  onClose: () => void;
}

/** Registers an agent, or changes what it is called and what is known about it. */
export function AgentDialog({ title, verb, agent, open, saving, onClose }: AgentDialogProps) {
  const [problem, setProblem] = useState<string>();
  const close = () => {
    saving.reset();
    setProblem(undefined);
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readAgent(new FormData(event.currentTarget));
    setProblem('problem' in read ? read.problem : undefined);
    if (!('problem' in read)) saving.mutate(read);
  };
  return (
    <Dialog title={title} open={open} onClose={close}>
      <form onSubmit={submit} className="grid gap-4">
        <AgentFields {...(agent === undefined ? {} : { agent })} metadataError={problem} />
        {saving.error !== null && <Failure error={saving.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" disabled={saving.isPending}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
