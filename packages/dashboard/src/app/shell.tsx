import { Link, Outlet } from '@tanstack/react-router';
import { LogOut, Menu, Search } from 'lucide-react';
import { useState } from 'react';

import { Keys } from '../features/commands/keys.tsx';
import { paletteKeys } from '../features/commands/key-names.ts';
import { Overlays } from '../features/commands/overlays.tsx';
import { type Overlay, useGlobalKeys } from '../features/commands/use-global-keys.ts';
import { useLive } from '../live/use-live.ts';
import { useAccount, useMay } from '../session/use-account.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { ThemePicker } from '../theme/theme-picker.tsx';
import { Button } from '../ui/button.tsx';
import { Announcer } from './announcer.tsx';
import { screensFor } from './navigation.ts';
import { OfflineBanner } from './offline-banner.tsx';

/** What stays while screens come and go: side bar, theme, sign-out. */
export function Shell({ organizationName }: { organizationName: string }) {
  const [menuOpen, setMenuOpen] = useState(false);
  const [overlay, setOverlay] = useState<Overlay>();
  const account = useAccount().data;
  const mayAdminister = useMay('administer');
  const leave = useSignOut();
  useLive();
  useGlobalKeys(setOverlay);
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="bg-accent text-accent-ink sr-only z-10 rounded px-3 py-2 focus:not-sr-only focus:absolute"
      >
        Skip to content
      </a>
      <header className="border-line bg-surface flex items-center justify-between border-b px-4 py-2 md:hidden">
        <span className="font-semibold">agentaudit</span>
        <div className="flex">
          <Button look="quiet" aria-label="Search" onClick={() => setOverlay('palette')}>
            <Search size={18} aria-hidden />
          </Button>
          <Button look="quiet" aria-label="Menu" aria-expanded={menuOpen} onClick={() => setMenuOpen(!menuOpen)}>
            <Menu size={18} aria-hidden />
          </Button>
        </div>
      </header>
      <aside
        className={`border-line bg-surface shrink-0 flex-col gap-4 border-r p-3 md:flex md:w-56 ${menuOpen ? 'flex' : 'hidden'}`}
      >
        <div className="hidden items-center gap-2 px-2 py-1 md:flex">
          <img src="/icon.svg" alt="" className="size-6" />
          <span className="text-base font-semibold">agentaudit</span>
        </div>
        <button
          type="button"
          onClick={() => setOverlay('palette')}
          className="border-line text-muted hover:bg-raised hover:text-ink hidden h-8 items-center gap-2 rounded-md border px-2.5 md:flex"
        >
          <Search size={14} aria-hidden />
          <span className="flex-1 text-left">Search</span>
          <Keys keys={paletteKeys} />
        </button>
        <nav aria-label="Main" className="grid gap-0.5">
          {screensFor(mayAdminister).map(({ to, label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: to === '/' }}
              onClick={() => setMenuOpen(false)}
              className="text-muted hover:bg-raised hover:text-ink [&.active]:bg-accent-soft [&.active]:text-accent flex items-center gap-2.5 rounded-md px-2.5 py-1.5 font-medium"
            >
              <Icon size={16} aria-hidden />
              {label}
            </Link>
          ))}
        </nav>
        <div className="mt-auto grid gap-2">
          <Link
            to="/settings/profile"
            onClick={() => setMenuOpen(false)}
            className="hover:bg-raised grid rounded-md px-2 py-1 text-xs"
          >
            <span className="truncate font-medium">{account?.name ?? organizationName}</span>
            <span className="text-muted truncate">{account?.email ?? '\u00A0'}</span>
          </Link>
          <div className="flex items-center justify-between">
            <ThemePicker />
            <Button look="quiet" disabled={leave.isPending} onClick={() => leave.mutate()} aria-label="Sign out">
              <LogOut size={16} aria-hidden />
            </Button>
          </div>
        </div>
      </aside>
      <main id="main" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-auto">
        <OfflineBanner />
        <Outlet />
      </main>
      <Announcer />
      <Overlays overlay={overlay} onChange={setOverlay} />
    </div>
  );
}
