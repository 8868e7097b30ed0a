import type { BillingPrices, Plan } from 'agentaudit-client';
import { planQuotas } from 'agentaudit-schemas';
import { Check, ExternalLink } from 'lucide-react';

import { useMay } from '../../session/use-account.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/state.tsx';
import { SettingsSection } from '../settings/settings-section.tsx';
import { useCheckout } from './use-billing.ts';

const sold = ['free', 'pro', 'business'] as const;

/** The plans that there are, and the way to one. Stripe's page names the price before anything is paid. */
export function PlanCards({ prices, plan }: { prices: BillingPrices; plan: Plan }) {
  const mayAdminister = useMay('administer') === true;
  const checkout = useCheckout();
  const isBusy = checkout.isPending || checkout.isSuccess;
  return (
    <SettingsSection
      title="Plans"
      about={
        plan === 'free'
          ? 'Price and taxes are shown on the next page, before you pay.'
          : 'To change or cancel your plan, go to “Manage payment and invoices”.'
      }
    >
      {checkout.isError && <Failure error={checkout.error} />}
      <ul className="grid gap-3 sm:grid-cols-3">
        {sold.map((name) => {
          const priceId = name === 'free' ? null : prices[name];
          return (
            <li
              key={name}
              aria-current={name === plan ? 'true' : undefined}
              className="border-line aria-[current]:border-accent grid content-start gap-3 rounded-md border p-4"
            >
              <h3 className="flex items-center justify-between gap-2 font-semibold">
                <span className="capitalize">{name}</span>
                {name === plan && <Badge tone="accent">your plan</Badge>}
              </h3>
              <p className="flex items-center gap-2">
                <Check size={14} aria-hidden className="text-ok shrink-0" />
                {planQuotas[name]?.toLocaleString()} events a month
              </p>
              {plan === 'free' && priceId !== null && mayAdminister && (
                <Button look="primary" disabled={isBusy} onClick={() => checkout.mutate(priceId)}>
                  <span>
                    Choose <span className="capitalize">{name}</span>
                  </span>
                  <ExternalLink size={14} aria-hidden />
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {plan === 'free' && !mayAdminister && <p className="text-muted">Owners and admins can choose a plan.</p>}
    </SettingsSection>
  );
}
