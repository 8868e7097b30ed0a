import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { HitlRecord } from 'agentaudit-client';
import { useEffect, useState } from 'react';

import { client } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/state.tsx';

type Decision = 'approved' | 'rejected' | 'skipped';

const keys: Record<string, Decision> = { a: 'approved', r: 'rejected', s: 'skipped' };
const verbs: Record<Decision, string> = { approved: 'Approve', rejected: 'Reject', skipped: 'Skip' };

/** One request: what wants to run, why, and the decision. Each decision is asked for twice, the second time by name. */
export function RequestCard({ request }: { request: HitlRecord }) {
  const original = JSON.stringify(request.tool.arguments, null, 2);
  const [text, setText] = useState(original);
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState<Decision>();
  const [reason, setReason] = useState('');
  const queryClient = useQueryClient();
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      client.hitl.decide(request.request_id, {
        decision,
        ...(reason === '' ? {} : { operator_input: reason }),
        ...(decision === 'approved' && text !== original
          ? { edited_arguments: JSON.parse(text) as Record<string, unknown> }
          : {}),
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['approvals'] }),
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') setAsking(undefined);
      else if (event.key === 'e') setEditing(true);
      else if (keys[event.key] !== undefined) setAsking(keys[event.key]);
      else return;
      // The key asked for the form: it is not the first letter of what is typed into it.
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  const isJson = text === original || isObject(text);
  const allowed = (request.allowed_decisions ?? ['approved', 'rejected', 'skipped']) as Decision[];
  return (
    <article className="border-line bg-surface grid content-start gap-4 rounded-lg border p-5">
      <header className="grid gap-1">
        <h2 className="text-base font-semibold">{request.tool.name}</h2>
        <p className="text-muted">
          {request.agent.name} asks
          {request.reason != null && <>: {request.reason}</>}
        </p>
        {request.tool.description != null && <p>{request.tool.description}</p>}
        {request.trace_id != null && (
          <Link
            to="/traces/$traceId"
            params={{ traceId: request.trace_id }}
            className="text-accent justify-self-start underline"
          >
            See its trace
          </Link>
        )}
      </header>
      <div className="grid gap-1.5">
        <div className="flex items-center justify-between">
          <h3 className="font-medium">Arguments{text !== original && ' (edited)'}</h3>
          {text !== original && (
            <Button look="quiet" onClick={() => setText(original)}>
              Back to what was asked
            </Button>
          )}
        </div>
        {editing ? (
          <textarea
            aria-label="Arguments as JSON"
            aria-invalid={!isJson}
            value={text}
            rows={Math.min(20, text.split('\n').length + 1)}
            onChange={(event) => setText(event.target.value)}
            className="border-line bg-canvas aria-invalid:border-bad rounded-md border p-3 font-mono text-xs"
          />
        ) : (
          <pre className="border-line bg-canvas overflow-auto rounded-md border p-3 font-mono text-xs whitespace-pre-wrap">
            {text}
          </pre>
        )}
        {!isJson && <p className="text-bad text-xs">This is not a JSON object.</p>}
      </div>
      {decide.isError && <Failure error={decide.error} />}
      {asking === undefined ? (
        <div className="flex flex-wrap gap-2">
          {allowed.map((decision) => (
            <Button
              key={decision}
              look={decision === 'approved' ? 'primary' : 'plain'}
              disabled={!isJson}
              onClick={() => setAsking(decision)}
            >
              {verbs[decision]}… <kbd className="text-xs opacity-70">{verbs[decision][0]}</kbd>
            </Button>
          ))}
          {allowed.includes('approved') && !editing && (
            <Button onClick={() => setEditing(true)}>
              Edit <kbd className="text-xs opacity-70">E</kbd>
            </Button>
          )}
        </div>
      ) : (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            decide.mutate(asking);
          }}
        >
          <label className="grid gap-1.5 font-medium">
            {asking === 'rejected' ? 'Reason' : 'Note'}
            <textarea
              autoFocus
              rows={2}
              value={reason}
              required={asking === 'rejected'}
              onChange={(event) => setReason(event.target.value)}
              className="border-line bg-surface rounded-md border px-3 py-2 font-normal"
            />
          </label>
          <div className="flex gap-2">
            <Button type="submit" look={asking === 'approved' ? 'primary' : 'danger'} disabled={decide.isPending}>
              {verbs[asking]} {request.tool.name}
            </Button>
            <Button onClick={() => setAsking(undefined)}>Back</Button>
          </div>
        </form>
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
