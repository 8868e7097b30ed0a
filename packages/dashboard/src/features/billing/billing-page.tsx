import { useSearch } from '@tanstack/react-router';
import type { Account, Subscription } from 'agentaudit-client';
import { planQuotas } from 'agentaudit-schemas';
import { ExternalLink } from 'lucide-react';

import { useAccount, useMay } from '../../session/use-account.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { SettingsSection } from '../settings/settings-section.tsx';
import { PlanCards } from './plan-cards.tsx';
import { useIsBillingConfigured, usePortal, usePrices, useSubscription } from './use-billing.ts';
import { UsageMeter } from './usage-meter.tsx';

const tones: Record<string, Tone> = {
  active: 'ok',
  trialing: 'ok',
  past_due: 'warn',
  unpaid: 'bad',
  canceled: 'plain',
};

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** What the organization pays for, what it uses of that, and the way to Stripe. */
export function BillingPage() {
  const { checkout } = useSearch({ from: '/signed-in/settings/settings/billing' });
  const isConfigured = useIsBillingConfigured();
  const prices = usePrices();
  const account = useAccount();
  const subscription = useSubscription({ isWatched: checkout === 'success' });
  const failed = [prices, account, subscription].find(({ isError }) => isError);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!prices.isSuccess || !account.isSuccess || !subscription.isSuccess) return <Skeleton rows={5} />;
  if (!isConfigured) {
    return <Empty title="Billing is not set up on this server">Nothing is charged, and no quota holds.</Empty>;
  }
  return (
    <>
      <CheckoutNote checkout={checkout} isPaid={subscription.data.plan !== 'free'} />
      <CurrentPlan account={account.data} subscription={subscription.data} />
      <PlanCards prices={prices.data} plan={subscription.data.plan} />
    </>
  );
}

function CheckoutNote({ checkout, isPaid }: { checkout: 'success' | 'cancelled' | undefined; isPaid: boolean }) {
  if (checkout === undefined) return null;
  const text =
    checkout === 'cancelled'
      ? 'You left the checkout. Nothing was charged.'
      : isPaid
        ? 'Thank you: your new plan holds from now on.'
        : 'Thank you. Waiting for the payment to be confirmed…';
  return (
    <p
      role="status"
      className={`rounded-lg px-4 py-3 ${checkout === 'success' ? 'bg-ok-soft text-ok' : 'bg-raised text-ink'}`}
    >
      {text}
    </p>
  );
}

function CurrentPlan({ account, subscription }: { account: Account; subscription: Subscription }) {
  const mayAdminister = useMay('administer') === true;
  const portal = usePortal();
  const { plan, status, currentPeriodEnd, cancelAtPeriodEnd } = subscription;
  return (
    <SettingsSection
      title="Your plan"
      actions={
        mayAdminister &&
        status !== null && (
          <Button disabled={portal.isPending || portal.isSuccess} onClick={() => portal.mutate()}>
            Manage payment and invoices <ExternalLink size={14} aria-hidden />
          </Button>
        )
      }
    >
      {portal.isError && <Failure error={portal.error} />}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-2xl font-semibold capitalize">{plan}</span>
        {status !== null && <Badge tone={tones[status] ?? 'warn'}>{status.replaceAll('_', ' ')}</Badge>}
        {currentPeriodEnd !== null && status !== 'canceled' && (
          <span className="text-muted">
            {cancelAtPeriodEnd ? 'Ends' : 'Renews'}{' '}
            <time dateTime={currentPeriodEnd}>{day.format(new Date(currentPeriodEnd))}</time>
          </span>
        )}
      </p>
      {status === 'past_due' && (
        <p className="bg-warn-soft text-warn rounded-md px-3 py-2">
          The last payment did not go through. Look after the card before the plan ends.
        </p>
      )}
      <UsageMeter usage={{ ...account.usage, quota: planQuotas[plan] }} />
    </SettingsSection>
  );
}
