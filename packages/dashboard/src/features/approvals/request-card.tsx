import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HitlRecord } from 'agentaudit-client';
import { useEffect, useState } from 'react';

import { client } from '../../session/session.ts';
import { useMay } from '../../session/use-account.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/state.tsx';
import { isTyping } from '../commands/use-global-keys.ts';
import { toArgumentText } from './argument-diff.tsx';
import { type Decision, DecisionForm, verbs } from './decision-form.tsx';
import { RequestArguments } from './request-arguments.tsx';
import { RequestHead } from './request-head.tsx';

const keys: Record<string, Decision> = { a: 'approved', r: 'rejected', s: 'skipped' };

const none: readonly Decision[] = [];

interface RequestCardProps {
  request: HitlRecord;
  onDecided: (request: HitlRecord, decision: Decision) => void;
}

/** One request: what wants to run, why, and the decision. Each decision is asked for twice, the second time by name. */
export function RequestCard({ request, onDecided }: RequestCardProps) {
  const original = toArgumentText(request.tool.arguments);
  const [text, setText] = useState(original);
  const [isEditing, setEditing] = useState(false);
  const [asking, setAsking] = useState<Decision>();
  const mayDecide = useMay('hitl:decide');
  const allowed = mayDecide === true ? request.allowed_decisions : none;
  const isValid = text === original || isObject(text);
  const queryClient = useQueryClient();
  const decide = useMutation({
    mutationFn: ({ decision, note }: { decision: Decision; note: string }) =>
      client.hitl.decide(request.request_id, {
        decision,
        ...(note === '' ? {} : { operator_input: note }),
        ...(decision === 'approved' && text !== original
          ? { edited_arguments: JSON.parse(text) as Record<string, unknown> }
          : {}),
      }),
    onSuccess: (_, { decision }) => onDecided(request, decision),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['approvals'] }),
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const decision = keys[event.key];
      if (event.key === 'Escape') setAsking(undefined);
      else if (event.key === 'e' && allowed.includes('approved')) setEditing(true);
      else if (decision !== undefined && allowed.includes(decision) && isValid) setAsking(decision);
      else return;
      // The key asked for the form: it is not the first letter of what is typed into it.
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [allowed, isValid]);

  return (
    <article className="border-line bg-surface grid min-w-0 content-start gap-4 self-start rounded-lg border p-5">
      <RequestHead request={request} />
      <RequestArguments original={original} text={text} isEditing={isEditing} isValid={isValid} onText={setText} />
      {mayDecide === false && <p className="text-muted">Owners, admins and reviewers decide.</p>}
      {decide.isError && <Failure error={decide.error} />}
      {asking === undefined ? (
        <div className="flex flex-wrap gap-2">
          {allowed.map((decision) => (
            <Button
              key={decision}
              look={decision === 'approved' ? 'primary' : 'plain'}
              disabled={!isValid}
              onClick={() => setAsking(decision)}
            >
              {verbs[decision]}… <kbd className="text-xs">{verbs[decision][0]}</kbd>
            </Button>
          ))}
          {allowed.includes('approved') && !isEditing && (
            <Button onClick={() => setEditing(true)}>
              Edit <kbd className="text-xs">E</kbd>
            </Button>
          )}
        </div>
      ) : (
        <DecisionForm
          decision={asking}
          toolName={request.tool.name}
          isEdited={text !== original}
          isPending={decide.isPending}
          onDecide={(note) => decide.mutate({ decision: asking, note })}
          onBack={() => setAsking(undefined)}
        />
      )}
    </article>
  );
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
