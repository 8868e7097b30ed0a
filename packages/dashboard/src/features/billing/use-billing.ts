import { useMutation, useQuery } from '@tanstack/react-query';

import { client } from '../../session/session.ts';

/** Which prices are configured. They change with a restart of the server alone. */
export function usePrices() {
  return useQuery({
    queryKey: ['billing-prices'],
    queryFn: ({ signal }) => client.billing.prices({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Whether there is anything to buy; false until that is known. */
export function useIsBillingConfigured(): boolean {
  const prices = usePrices().data;
  return prices !== undefined && (prices.pro !== null || prices.business !== null);
}

/** What is paid for. `isWatched` asks again and again: Stripe tells the server a little after the payment. */
export function useSubscription({ isWatched }: { isWatched: boolean }) {
  return useQuery({
    queryKey: ['subscription'],
    queryFn: ({ signal }) => client.billing.subscription({ signal }),
    refetchInterval: ({ state }) => (isWatched && state.data?.plan === 'free' ? watchMs : false),
  });
}

const watchMs = 2000;

/** Goes to the page where Stripe takes the payment. */
export function useCheckout() {
  return useMutation({
    mutationFn: (priceId: string) => client.billing.createCheckoutSession(priceId),
    onSuccess: ({ url }) => location.assign(url),
  });
}

/** Goes to the page where Stripe lets a customer change or cancel. */
export function usePortal() {
  return useMutation({
    mutationFn: () => client.billing.createPortalSession(),
    onSuccess: ({ url }) => location.assign(url),
  });
}
