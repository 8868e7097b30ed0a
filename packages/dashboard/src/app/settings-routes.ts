import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';

import { parseBillingSearch } from '../features/billing/billing-search.ts';
import { parseDeliverySearch } from '../features/settings/delivery-search.ts';
import { parseNewSearch } from './new-search.ts';
import { signedIn } from './root-routes.tsx';

const frame = createRoute({
  getParentRoute: () => signedIn,
  id: 'settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-layout.tsx'), 'SettingsLayout'),
});

const home = createRoute({
  getParentRoute: () => frame,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/profile', replace: true });
  },
});

const profile = createRoute({
  getParentRoute: () => frame,
  path: '/settings/profile',
  component: lazyRouteComponent(() => import('../features/settings/profile-page.tsx'), 'ProfilePage'),
});

const notifications = createRoute({
  getParentRoute: () => frame,
  path: '/settings/notifications',
  component: lazyRouteComponent(() => import('../features/settings/notifications-page.tsx'), 'NotificationsPage'),
});

const deliveries = createRoute({
  getParentRoute: () => frame,
  path: '/settings/deliveries',
  validateSearch: parseDeliverySearch,
  component: lazyRouteComponent(() => import('../features/settings/deliveries-page.tsx'), 'DeliveriesPage'),
});

const members = createRoute({
  getParentRoute: () => frame,
  path: '/settings/members',
  validateSearch: parseNewSearch,
  component: lazyRouteComponent(() => import('../features/members/members-page.tsx'), 'MembersPage'),
});

const billing = createRoute({
  getParentRoute: () => frame,
  path: '/settings/billing',
  validateSearch: parseBillingSearch,
  component: lazyRouteComponent(() => import('../features/billing/billing-page.tsx'), 'BillingPage'),
});

/** Where Stripe sends people back to. */
export const paid = createRoute({
  getParentRoute: () => signedIn,
  path: '/billing',
  validateSearch: parseBillingSearch,
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/settings/billing', search, replace: true });
  },
});

export const settings = frame.addChildren([home, profile, notifications, deliveries, members, billing]);
