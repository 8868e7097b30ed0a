import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Delivery, DeliveryChannel } from 'agentaudit-client';
import { LoaderCircle, Mail, Send, Webhook } from 'lucide-react';

import { client } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/state.tsx';
import { DeliveryBadge } from './delivery-badge.tsx';

const watchMs = 500;

interface TestNotificationProps {
  channel: DeliveryChannel;
  destination: string | null;
  /** What has to be done first, where something has. */
  missing?: string;
}

/** Sends a message by one channel, and follows it to its end. */
export function TestNotification({ channel, destination, missing }: TestNotificationProps) {
  const send = useMutation({ mutationFn: () => client.testNotification(channel) });
  const id = send.data?.id;
  const followed = useQuery({
    queryKey: ['deliveries', 'one', id],
    queryFn: ({ signal }) => client.deliveries.get(id!, { signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data !== undefined && isTried(state.data) ? false : watchMs),
  });
  const delivery = followed.data;
  const Icon = channel === 'email' ? Mail : Webhook;
  return (
    <div className="border-line grid content-start gap-3 rounded-md border p-3">
      <div className="flex items-start justify-between gap-3">
        <p className="grid min-w-0 gap-0.5">
          <span className="flex items-center gap-2 font-medium">
            <Icon size={16} aria-hidden /> {channel === 'email' ? 'Email' : 'Webhook'}
          </span>
          <span className="text-muted text-xs break-all">{missing ?? destination}</span>
        </p>
        <Button
          disabled={missing !== undefined || send.isPending}
          onClick={() => send.mutate()}
          aria-label={`Send test by ${channel}`}
        >
          <Send size={14} aria-hidden /> Send test
        </Button>
      </div>
      {(send.isError || followed.isError) && <Failure error={send.error ?? followed.error} />}
      <div role="status">
        {send.isSuccess && !followed.isError && (delivery === undefined || !isTried(delivery)) && (
          <p className="text-muted flex items-center gap-2">
            <LoaderCircle size={14} className="animate-spin" aria-hidden /> On its way…
          </p>
        )}
        {delivery !== undefined && isTried(delivery) && <Outcome delivery={delivery} />}
      </div>
    </div>
  );
}

/** A first attempt says enough: it works, or it says why not. */
function isTried({ status, attempts }: Delivery): boolean {
  return attempts.length > 0 || status === 'delivered' || status === 'failed';
}

function Outcome({ delivery }: { delivery: Delivery }) {
  const attempt = delivery.attempts.at(-1);
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <DeliveryBadge delivery={delivery} />
      {attempt !== undefined && (
        <span className="text-muted text-xs">
          {attempt.error ?? `answered ${attempt.responseStatus ?? 'nothing'}`} in {attempt.durationMs} ms
        </span>
      )}
      <Link to="/settings/deliveries" className="text-accent text-xs underline">
        See all deliveries
      </Link>
    </p>
  );
}
