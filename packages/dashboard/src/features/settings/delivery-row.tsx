import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Delivery } from 'agentaudit-client';
import { ChevronRight, Mail, RotateCw, Webhook } from 'lucide-react';

import { client } from '../../session/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/state.tsx';
import { Time } from '../logs/time.tsx';
import { DeliveryBadge } from './delivery-badge.tsx';

const events: Record<Delivery['event'], string> = {
  'alert.created': 'Alert',
  'approval.requested': 'Request for approval',
  test: 'Test',
};

export function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const Icon = delivery.channel === 'email' ? Mail : Webhook;
  return (
    <li>
      <details className="group">
        <summary className="hover:bg-raised grid cursor-pointer list-none grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-3 py-2.5 sm:grid-cols-[auto_10rem_minmax(0,1fr)_auto_auto]">
          <ChevronRight size={14} aria-hidden className="text-muted transition group-open:rotate-90" />
          <span className="font-medium">{events[delivery.event]}</span>
          <span className="text-muted col-span-2 col-start-2 row-start-2 flex min-w-0 items-center gap-2 text-xs sm:col-span-1 sm:col-start-3 sm:row-start-1">
            <Icon size={14} aria-label={delivery.channel} className="shrink-0" />
            <span className="truncate">{delivery.destination}</span>
          </span>
          <span className="text-muted col-start-2 row-start-3 text-xs sm:col-start-4 sm:row-start-1">
            <Time at={delivery.createdAt} />
          </span>
          <span className="col-start-3 row-start-1 justify-self-end sm:col-start-5">
            <DeliveryBadge delivery={delivery} />
          </span>
        </summary>
        <DeliveryDetail delivery={delivery} />
      </details>
    </li>
  );
}

function DeliveryDetail({ delivery }: { delivery: Delivery }) {
  const queryClient = useQueryClient();
  const again = useMutation({
    mutationFn: () => client.deliveries.redeliver(delivery.id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  return (
    <div className="grid gap-3 px-3 pt-1 pb-4 sm:pl-9">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted grid gap-0.5 text-xs">
          <span className="break-all">
            To {delivery.destination}, as <code className="font-mono">{delivery.id}</code>
          </span>
          {delivery.nextAttemptAt !== null && (
            <span>
              Next attempt <Time at={delivery.nextAttemptAt} />
            </span>
          )}
        </p>
        <Button disabled={again.isPending} onClick={() => again.mutate()}>
          <RotateCw size={14} aria-hidden /> Deliver again
        </Button>
      </div>
      {again.isError && <Failure error={again.error} />}
      {delivery.attempts.length === 0 && <p className="text-muted">No attempt was made yet.</p>}
      <ol aria-label="Attempts" className="grid gap-3">
        {delivery.attempts.toReversed().map((attempt) => (
          <Attempt key={attempt.number} attempt={attempt} />
        ))}
      </ol>
    </div>
  );
}

function Attempt({ attempt }: { attempt: Delivery['attempts'][number] }) {
  const { number, at, durationMs, responseStatus, responseBody, error } = attempt;
  return (
    <li className="border-line grid gap-1.5 border-l-2 pl-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">Attempt {number}</span>
        <Badge tone={error === null ? 'ok' : 'bad'}>{responseStatus ?? 'no answer'}</Badge>
        <span className="text-muted text-xs">
          <Time at={at} /> · {durationMs} ms
        </span>
      </p>
      {error !== null && <p className="text-bad text-xs break-words">{error}</p>}
      {responseBody !== null && responseBody !== '' && (
        <pre
          tabIndex={0}
          aria-label={`Response to attempt ${number}`}
          className="border-line bg-canvas max-h-48 overflow-auto rounded-md border p-2 font-mono text-xs whitespace-pre-wrap"
        >
          {responseBody}
        </pre>
      )}
    </li>
  );
}
