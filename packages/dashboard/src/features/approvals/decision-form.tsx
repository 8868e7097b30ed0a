import type { HitlRecord } from 'agentaudit-client';
import { useState } from 'react';

import { Button } from '../../ui/button.tsx';

export type Decision = HitlRecord['allowed_decisions'][number];

export const verbs: Record<Decision, string> = { approved: 'Approve', rejected: 'Reject', skipped: 'Skip' };

interface DecisionFormProps {
  decision: Decision;
  toolName: string;
  isEdited: boolean;
  isPending: boolean;
  onDecide: (note: string) => void;
  onBack: () => void;
}

/** Asks a second time, by name, with room for a reason. The focus is on the note: Enter alone decides nothing. */
export function DecisionForm({ decision, toolName, isEdited, isPending, onDecide, onBack }: DecisionFormProps) {
  const [note, setNote] = useState('');
  return (
    <form
      className="border-line grid gap-3 border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        onDecide(note);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onBack();
      }}
    >
      <label className="grid gap-1.5 font-medium">
        {decision === 'rejected' ? 'Reason' : 'Note (optional)'}
        <textarea
          autoFocus
          rows={2}
          value={note}
          required={decision === 'rejected'}
          onChange={(event) => setNote(event.target.value)}
          className="border-line bg-surface rounded-md border px-3 py-2 font-normal"
        />
      </label>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look={decision === 'approved' ? 'primary' : 'danger'} disabled={isPending}>
          {verbs[decision]} {toolName}
          {decision === 'approved' && isEdited && ' as edited'}
        </Button>
        <Button onClick={onBack}>Back</Button>
      </div>
    </form>
  );
}
