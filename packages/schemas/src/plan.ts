export const plans = ['free', 'pro', 'business', 'enterprise'] as const;

export type Plan = (typeof plans)[number];

/** Logs that an organization may store in a calendar month, UTC; `null` for any number. Enforced where billing is configured. */
export const planQuotas: Readonly<Record<Plan, number | null>> = {
  free: 5_000,
  pro: 50_000,
  business: 250_000,
  enterprise: null,
};
