import { Link, Outlet } from '@tanstack/react-router';

import { Page } from '../../ui/page.tsx';
import { useIsBillingConfigured } from '../billing/use-billing.ts';

const tabs = [
  { to: '/settings/profile', label: 'Profile' },
  { to: '/settings/notifications', label: 'Notifications' },
  { to: '/settings/deliveries', label: 'Deliveries' },
  { to: '/settings/members', label: 'Members' },
] as const;

const look =
  'text-muted hover:text-ink [&.active]:border-accent [&.active]:text-ink -mb-px border-b-2 border-transparent px-3 py-2 font-medium';

/** The frame of all settings. */
export function SettingsLayout() {
  const hasBilling = useIsBillingConfigured();
  return (
    <Page title="Settings">
      <nav aria-label="Settings" className="border-line -mt-2 flex flex-wrap border-b">
        {tabs.map(({ to, label }) => (
          <Link key={to} to={to} className={look}>
            {label}
          </Link>
        ))}
        {hasBilling && (
          <Link to="/settings/billing" className={look}>
            Billing
          </Link>
        )}
      </nav>
      <div className="grid max-w-4xl gap-4 pb-6">
        <Outlet />
      </div>
    </Page>
  );
}
